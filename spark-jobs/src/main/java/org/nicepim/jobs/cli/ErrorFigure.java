package org.nicepim.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nicepim.validation.CaseResult;
import org.nicepim.validation.DramValidation;
import org.nicepim.validation.NocValidation;

/**
 * Errors of a part of the model on one device over the size of the case, as SVG: a point for each case, a colour for each pattern.
 * Written by hand: it needs no fonts and no display on the machine that draws it, and comes out the same everywhere.
 */
final class ErrorFigure {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 260;
    private static final int TOP = 34;
    private static final int BOTTOM = 46;
    private static final List<String> COLOURS = List.of(
            "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22",
            "#17becf", "#393b79", "#637939", "#8c6d31", "#843c39", "#7b4173", "#3182bd");

    private final String title;
    private final String unit;
    private final List<CaseResult> cases;
    private final double lowest;
    private final double highest;
    private final double mostPercent;

    /**
     * A figure.
     *
     * @param unit of the reference's figures
     * @param cases at least one
     */
    ErrorFigure(String title, String unit, List<CaseResult> cases) {
        this.title = title;
        this.unit = unit;
        this.cases = cases;
        lowest = Math.floor(
                Math.log10(cases.stream().mapToDouble(CaseResult::theirs).min().orElse(1)));
        highest = Math.max(
                lowest + 1,
                Math.ceil(Math.log10(
                        cases.stream().mapToDouble(CaseResult::theirs).max().orElse(1))));
        double most =
                cases.stream().mapToDouble(c -> 100 * Math.abs(c.error())).max().orElse(1);
        mostPercent = Math.max(5, 5 * Math.ceil(most / 5));
    }

    /** One figure for each DRAM device and part of the model, and one for the mesh; by file name. */
    static Map<String, ErrorFigure> of(List<CaseResult> cases) {
        Map<String, List<CaseResult>> sorted = new LinkedHashMap<>();
        for (CaseResult c : cases) {
            String what = c.subject().what();
            if (what.equals(DramValidation.CLOSED_FORM) || what.equals(DramValidation.SIMULATOR)) {
                String device = c.subject().config().split("-", -1)[0];
                sorted.computeIfAbsent(what + " on " + device, k -> new ArrayList<>())
                        .add(c);
            } else if (what.equals(NocValidation.PHASES)) {
                sorted.computeIfAbsent(what + "s", k -> new ArrayList<>()).add(c);
            }
        }
        Map<String, ErrorFigure> figures = new LinkedHashMap<>();
        sorted.forEach((title, list) -> figures.put(
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-"),
                new ErrorFigure(title, title.startsWith("noc") ? "cycles" : "clocks", list)));
        return figures;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        add(svg, "<text x=\"%d\" y=\"20\" font-size=\"14\" font-weight=\"bold\">%s</text>", LEFT, escaped(title));
        axes(svg);
        List<String> patterns =
                cases.stream().map(c -> c.subject().pattern()).distinct().toList();
        for (CaseResult c : cases) {
            String colour = colour(patterns.indexOf(c.subject().pattern()));
            add(
                    svg,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\" fill-opacity=\"0.6\"><title>%s: %+.1f %%</title></circle>",
                    x(Math.log10(c.theirs())),
                    y(100 * c.error()),
                    colour,
                    escaped(c.subject().label().split(" ", 2)[0]),
                    100 * c.error());
        }
        for (int i = 0; i < patterns.size(); i++) {
            int y = TOP + 8 + 17 * i;
            add(svg, "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", WIDTH - RIGHT + 14, y, colour(i));
            add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 24, y + 4, escaped(patterns.get(i)));
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        double bottom = y(-mostPercent);
        for (double percent : percents()) {
            double y = y(percent);
            add(
                    svg,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                    LEFT,
                    WIDTH - RIGHT,
                    y,
                    y,
                    percent == 0 ? "#444444" : "#dddddd");
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%+.0f %%</text>", LEFT - 6, y + 4, percent);
        }
        for (double decade = lowest; decade <= highest; decade++) {
            double x = x(decade);
            add(svg, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>", x, x, TOP, bottom);
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">10<tspan dy=\"-5\" font-size=\"9\">%.0f</tspan></text>",
                    x,
                    bottom + 17,
                    decade);
        }
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s of the reference</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 10,
                escaped(unit));
    }

    private List<Double> percents() {
        double step = mostPercent <= 10 ? 2.5 : mostPercent <= 30 ? 10 : mostPercent <= 60 ? 20 : 50;
        List<Double> percents = new ArrayList<>();
        for (double at = -step * Math.floor(mostPercent / step); at <= mostPercent; at += step) {
            percents.add(at);
        }
        return percents;
    }

    private double x(double decade) {
        return LEFT + (decade - lowest) / (highest - lowest) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double percent) {
        return TOP + (mostPercent - percent) / (2 * mostPercent) * (HEIGHT - TOP - BOTTOM);
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
