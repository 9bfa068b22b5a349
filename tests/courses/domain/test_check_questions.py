from courses.domain.check_questions import questions_in

TEXT = """## Una lección

```chain
- title: Uno
- title: Dos
```

```question
stem: ¿Cuántos *ODS* hay?
options:
  - text: Quince
    reason: Eran ocho **ODM**.
  - text: Diecisiete <script>
    correct: true
    reason: Con 169 metas.
```

```question
stem: Segunda
options:
  - {text: Claro, reason: Bien, correct: true}
  - {text: Tal vez, reason: Mal}
```

```question
stem: Tercera
options:
  - {text: Claro, reason: Bien, correct: true}
  - {text: Tal vez, reason: Mal}
```
"""


def test_first_two_questions_are_asked_with_the_letters_of_the_handbook():
    first, second = questions_in(TEXT, language="es")

    assert (first.number, first.stem) == (1, "¿Cuántos <em>ODS</em> hay?")
    assert [(option.letter, option.text, option.is_correct) for option in first.options] == [
        ("A", "Quince", False),
        ("B", "Diecisiete &lt;script&gt;", True),
    ]
    assert first.option("A").reason == "Eran ocho <strong>ODM</strong>."
    assert first.option("Z") is None
    assert second.stem == "Segunda"


def test_text_without_questions_asks_none():
    assert questions_in("Hola", language="es") == ()
