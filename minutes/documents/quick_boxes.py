"""Quicker boxes: what depends on the style alone is found once for each style."""

from collections.abc import Callable
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_SQUARE = dict.fromkeys(_CORNERS, (0, 0)) | {"background": None}


def methods() -> list[tuple[Any, str, Any]]:
    """(Class, name of a method, what it becomes)."""
    from weasyprint.css import ComputedStyle, StyleFor
    from weasyprint.formatting_structure.boxes import Box

    return [
        (Box, "is_in_normal_flow", _is_in_normal_flow(Box.is_in_normal_flow)),
        (StyleFor, "set_computed_styles", _set_computed_styles(StyleFor.set_computed_styles)),
        (ComputedStyle, "__missing__", _missing(ComputedStyle.__missing__)),
    ]


def functions() -> list[tuple[Callable[..., Any], Callable[..., Any]]]:
    """(Function, what it becomes)."""
    from weasyprint.draw import border
    from weasyprint.layout import background, block, percent
    from weasyprint.layout import float as floating

    return [
        (percent.resolve_percentages, _resolve_percentages(percent.resolve_percentages)),
        (background.layout_box_backgrounds, _layout_box_backgrounds(background.layout_box_backgrounds)),
        (border.draw_border, _draw_border(border.draw_border)),
        (floating.avoid_collisions, _avoid_collisions(floating.avoid_collisions)),
        (block.block_level_page_name, lambda before, after: None),  # no page of ours has a name
    ]


def _is_in_normal_flow(original: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def is_in_normal_flow(self: Any) -> bool:
        found = getattr(self.style, "quick_flow", None)
        if found is None:
            found = self.style.quick_flow = original(self)
        return bool(found)

    return is_in_normal_flow


def _set_computed_styles(original: Callable[..., None]) -> Callable[..., None]:
    """Marks of lists, pages and what stands in their margins: one style for all to which the same rules apply."""

    def set_computed_styles(
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: Any = None,
        base_url: Any = None,
        target_collector: Any = None,
    ) -> None:
        rules, computed = self.get_cascaded_styles().get((element, pseudo_type), {}), self.get_computed_styles()
        if parent is None or (pseudo_type is None and target_collector is not None) or "anchor" in rules:
            original(self, element, parent, root, pseudo_type, base_url, target_collector)
            return
        made = vars(self).setdefault("quick_styles", {})
        given = frozenset((name, id(value), repr(weight)) for name, (value, weight) in rules.items())
        key = id(computed[parent, None]), pseudo_type, given
        if key in made:
            computed[element, pseudo_type] = made[key]
            return
        original(self, element, parent, root, pseudo_type, base_url, target_collector)
        made[key] = computed[element, pseudo_type]

    return set_computed_styles


def _missing(original: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Most properties that no rule sets are as in the parent, or as they are to begin with."""
    from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, PHYSICAL_FUNCTIONS

    special = {*PHYSICAL_FUNCTIONS, *INITIAL_NOT_COMPUTED, "page", "position", "float", "display"}
    plain = {key for key in INITIAL_VALUES if key not in special and not key.startswith("text_decoration_")}
    inherited = {key for key in plain if key in INHERITED}
    initial = {key: INITIAL_VALUES[key] for key in plain - inherited}
    sides = {
        key: (INITIAL_VALUES[key], other(block="ttb", inline="ltr"))
        for key, other in PHYSICAL_FUNCTIONS.items()
        if key not in INITIAL_NOT_COMPUTED and key not in INHERITED
    }

    def missing(self: Any, key: str) -> Any:
        if key not in self.cascaded:
            if key in sides:
                value, other = sides[key]
                if other not in self.cascaded and self["direction"] == "ltr":
                    self[key] = value
                    return value
            elif key in initial:
                value = self[key] = initial[key]
                return value
            elif key in inherited and self.parent_style is not None:
                value = self[key] = self.parent_style[key]
                return value
        return original(self, key)

    return missing


def _avoid_collisions(original: Callable[..., Any]) -> Callable[..., Any]:
    """Most lines have no floating box to avoid."""
    from weasyprint.formatting_structure.boxes import LineBox

    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        free = not outer and isinstance(box, LineBox) and not context.excluded_shapes
        if free and containing_block.style["direction"] == "ltr" and not box.margin_left and not box.margin_top:
            left = containing_block.content_box_x()
            return left, box.position_y, left + containing_block.width - left
        return original(context, box, containing_block, outer)

    return avoid_collisions


def _resolve_percentages(original: Callable[..., None]) -> Callable[..., None]:
    """Without percentages the answer does not depend on what the box stands in."""
    names = (*_LENGTHS, *(f"border_{side}_width" for side in _SIDES))

    def is_fixed(style: Any) -> bool:
        lengths = (style[name] for name in _LENGTHS)
        return style["border_collapse"] == "separate" and all(
            one == "auto" or getattr(one, "unit", None) == "px" for one in lengths
        )

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        found = getattr(box.style, "quick_lengths", None)
        if found:
            vars(box).update(found)
            return
        original(box, containing_block)
        if found is None:
            fixed = is_fixed(box.style)
            box.style.quick_lengths = {name: getattr(box, name) for name in names} if fixed else {}

    return resolve_percentages


def _layout_box_backgrounds(original: Callable[..., None]) -> Callable[..., None]:
    """Most boxes have no background, no image and square corners."""

    def is_bare(style: Any, background: Any) -> bool:
        sources = (style[name][0] for name in ("border_image_source", "mask_border_source"))
        square = all((0, "px") in style[name] for name in _CORNERS)
        return background is None and square and all(source == "none" for source in sources)

    def layout_box_backgrounds(
        page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is None and getattr(box.style, "quick_bare", False) and box is not page:
            vars(getattr(box, "_box", box)).update(_SQUARE)  # a placeholder stands for the box that it holds
            if layout_children:
                for child in box.all_children():
                    layout_box_backgrounds(page, child, get_image_from_uri)
            return
        original(page, box, get_image_from_uri, layout_children, style)
        if style is None and box is not page:
            box.style.quick_bare = is_bare(box.style, box.background)

    return layout_box_backgrounds


def _draw_border(original: Callable[..., None]) -> Callable[..., None]:
    """Most boxes have none."""
    widths = [f"border_{side}_width" for side in _SIDES]

    def has_none(style: Any) -> bool:
        found = getattr(style, "quick_borderless", None)
        if found is None:
            columns = (style["column_width"], style["column_count"]) != ("auto", "auto")
            drawn = columns or style["border_image_source"][0] != "none" or style["border_collapse"] != "separate"
            found = style.quick_borderless = not drawn and not any(style[name] for name in widths)
        return bool(found)

    def draw_border(stream: Any, box: Any) -> None:
        if not has_none(box.style):
            original(stream, box)

    return draw_border
