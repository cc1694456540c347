"""The reader's own templates: what they get, how it is escaped, and what they cannot do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.exports import export

from annotations.annotation import Annotation
from annotations.export import own_template, registry
from annotations.export.explained import FILTERS, VARIABLES
from annotations.export.options import ExportError, ExportOptions
from annotations.export.own_template import TemplateRefusedError
from annotations.export.templating import FORMATS, environment, source_of
from annotations.export.variables import variables
from annotations.notebook import Notebook

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]


def filled(template: str, notebook: Notebook, format_name: str = "html", **limits: int) -> str:
    return own_template.render(template, [notebook], format_name, ExportOptions(), **limits)


@pytest.fixture
def notebook(build: Build, mark: Mark) -> Notebook:
    return build(["Die <Gärten>."], [mark("<Gärten>", "*so* & [[so]]", ["x"], colour="green")])


@pytest.mark.parametrize("name", FORMATS)
def test_a_built_in_template_used_as_ones_own_gives_the_same(name: str, notebook: Notebook) -> None:
    assert filled(source_of(name), notebook, name) == export([notebook], name)
    assert filled(f'{{% include "{name}" %}}', notebook, name) == export([notebook], name)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("html", "*so* &amp; [[so]] | &lt;a&gt; | 1"),
        ("markdown", r"\*so\* & \[[so]\] | &lt;a> | 1"),
        ("org", "\u200b*so* & [\u200b[so]] | <\u200ba> | 1"),
        ("text", "*so* & [[so]] | <a> | 1"),
    ],
)
def test_values_and_constants_are_escaped_for_the_format(name: str, written: str, notebook: Notebook) -> None:
    shown = '{{ note.text }} | {{ "<a>" }} | {{ note.paragraph }}'
    template = f"{{% for note in articles[0].notes %}}{shown}{{% endfor %}}"
    assert filled(template, notebook, name) == f"{written}\n"


def test_every_variable_is_explained_and_every_explained_one_is_there(notebook: Notebook) -> None:
    values: Any = variables([notebook], ExportOptions(), blocks=True)
    article = values["articles"][0]
    found = set(values)
    found |= {f"article.{name}" for name in article}
    found |= {f"note.{name}" for name in article["notes"][0]}
    assert set(VARIABLES) - {"block.pieces"} == found
    for name in (*article["blocks"][0], *article["blocks"][0]["pieces"][0]):
        assert name in VARIABLES["article.blocks"] + VARIABLES["block.pieces"]
    for name in article["sections"][0]:
        assert f"section.{name}" in VARIABLES["article.sections"]


def test_every_filter_is_explained() -> None:
    own = set[str]()
    for name in FORMATS:
        own |= {one for one in environment(name).filters if one not in _usual()}
    assert own | {"safe"} == set(FILTERS)


def _usual() -> set[str]:
    from jinja2 import Environment

    return set(Environment().filters)


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ nichts }}", "line 1: 'nichts' is undefined"),
        ("eins\n{% if %}", "line 2: Expected an expression"),
        ("\n{{ 1 / 0 }}", "line 2: what it does to a value fails (ZeroDivisionError)"),
        ('{% include "/etc/passwd" %}', "there is no “/etc/passwd” to include"),
        ('{{ "".__class__.__mro__ }}', "unsafe"),
        ("{{ articles.append(1) }}", "unsafe"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "it includes itself without end"),
        ('{{ "x" * 100000000000 }}', "it takes too much time or memory"),
        ('{{ "%1000000000000d" | format(3) }}', "it takes too much time or memory"),
    ],
)
def test_what_a_template_may_not_do_is_said(template: str, why: str, notebook: Notebook) -> None:
    with pytest.raises(TemplateRefusedError) as caught:
        filled(template, notebook)
    assert why in str(caught.value)
    assert "Gärten" not in str(caught.value)


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxxxxxx{% endfor %}{% endfor %}",
    ],
)
def test_a_template_without_end_is_ended(template: str, notebook: Notebook) -> None:
    with pytest.raises(TemplateRefusedError, match="too much time or memory"):
        filled(template, notebook, seconds=1, memory=200_000_000)


def test_a_format_without_a_template_says_so(notebook: Notebook) -> None:
    with pytest.raises(ExportError, match="json is made without a template; markdown, obsidian"):
        registry.export_with_template([notebook], "json", "x")


def test_a_refused_template_is_one_sentence(notebook: Notebook) -> None:
    with pytest.raises(ExportError, match=r"^The template cannot be used: line 1: 'x' is undefined\.$"):
        registry.export_with_template([notebook], "text", "{{ x }}")
