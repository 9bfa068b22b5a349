from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

from assessments.domain.logframe import Matrix, Row
from assessments.domain.logframe_parts import AssumptionFacts, IndicatorFacts, MeansFacts
from assessments.domain.logframe_sentences import sentences_of
from assessments.domain.snapshots import canonical, fingerprint, freeze, grouped, thaw

INDICATOR = IndicatorFacts(
    "Porcentaje de hogares", "A / B", "porcentaje", "annual", Decimal(1), 2020, Decimal(2), 2030
)


def row(code, level, **changes):
    full = Row(
        id=uuid4(),
        level=level,
        code=code,
        narrative=f"Un texto bastante largo de {code}.",
        indicators=(INDICATOR,),
        means=(MeansFacts("Censo de Población", "INEGI", "annual"),),
        assumptions=(AssumptionFacts("Las asambleas autorizan el acceso.", "likely"),),
    )
    return replace(full, **changes)


def whole(**changes):
    rows = [
        row("F", "goal"),
        row("P", "purpose"),
        row("C1", "component"),
        row("A1.1", "activity"),
    ]
    return Matrix(
        tuple(
            replace(each, **changes[each.code]) if each.code in changes else each for each in rows
        )
    )


def test_the_matrix_reads_from_the_bottom_up_with_its_gaps():
    matrix = whole(C1={"assumptions": ()})

    sentences = sentences_of(matrix)

    assert [(s.condition_level, s.result_code) for s in sentences] == [
        ("activity", "C1"),
        ("component", "P"),
        ("purpose", "F"),
    ]
    assert sentences[0].conditions == ("Un texto bastante largo de A1.1",)
    assert sentences[1].assumptions == ("",)


def test_the_next_cell_to_write_comes_after_and_then_from_the_start():
    matrix = whole(P={"narrative": ""}, C1={"means": ()})
    purpose = matrix.cells[4]
    means = matrix.cells[10]

    assert matrix.next_unready(purpose) == means
    assert matrix.next_unready(means) == purpose


def test_a_whole_matrix_has_no_next_cell_to_write():
    matrix = whole()

    assert matrix.next_unready(matrix.cells[0]) is None


def test_counts_say_how_many_cells_are_ready():
    matrix = whole(P={"narrative": "Corto"})

    assert (matrix.ready, matrix.total) == (15, 16)


def test_a_snapshot_thaws_into_what_was_frozen():
    matrix = whole()

    snapshot = freeze(
        title="Agua",
        summary="",
        responsible_unit="Obras",
        targets=["6.1", "6.b", "5.5"],
        matrix=matrix,
    )

    assert thaw(snapshot).matrix == matrix
    assert thaw(snapshot).goals == [(6, "6.1, 6.b"), (5, "5.5")]
    assert thaw({}).matrix == Matrix(())
    assert grouped([]) == []


def test_the_fingerprint_depends_on_the_values_and_not_on_their_order():
    assert fingerprint({"a": 1, "b": "ñ"}) == fingerprint({"b": "ñ", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
    assert canonical({"b": "ñ", "a": [1]}) == '{"a":[1],"b":"ñ"}'.encode()
