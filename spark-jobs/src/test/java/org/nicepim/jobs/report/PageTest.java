package org.nicepim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.nicepim.jobs.run.Json;

/** Is the page one file that nothing in the data can break out of? */
class PageTest {
    private static final String EVIL = "a</script><script>alert(1)</script><!-- \u2028 & \"x\"";

    @Test
    void dataCannotEndItsElement() throws IOException {
        ObjectNode document = Json.object().put("folder", EVIL).put("kind", "explore");
        String page = Page.of(document);
        assertThat(page)
                .doesNotContain("alert(1)</script>")
                .doesNotContain("<script>alert")
                .doesNotContain("{{");
        String start = "<script type=\"application/json\" id=\"data\">";
        String data = page.substring(page.indexOf(start) + start.length());
        data = data.substring(0, data.indexOf("</script>"));
        assertThat(new ObjectMapper().readTree(data)).isEqualTo(document);
        assertThat(page).contains("<title>a&lt;/script&gt;");
    }

    @Test
    void scriptsEndOnlyWhereTheTemplateEndsThem() {
        String page = Page.of(Json.object().put("folder", "x"));
        assertThat(page.split("(?i)</script", -1)).hasSize(4);
        assertThat(Page.script("\"</script>\"")).isEqualTo("\"<\\/script>\"");
    }

    @Test
    void nothingIsFetched() {
        String page = Page.of(Json.object().put("folder", "x"));
        String own = page.substring(0, page.indexOf("<script>")) + page.substring(page.indexOf("id=\"data\""));
        assertThat(own).doesNotContainPattern("<(script|link|img|iframe)[^>]+(src|href)=\"(?!data:)");
        assertThat(own).contains("default-src 'none'");
    }

    @Test
    void numbersAreShortAndMissingOnesNull() {
        assertThat(Columns.numbers(java.util.List.of(1 / 3.0, 64.0, Double.NaN, 1.23456789e-9), x -> x)
                        .toString())
                .isEqualTo("[0.333333,64,null,1.23457E-9]");
    }
}
