package org.nicepim.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.TechnologyReader;

/** Is the area model compared with a technology's synthesised designs, each left out in turn? */
class AreaValidationTest {
    @Test
    void theModelAloneAndCorrectedByTheOtherDesigns() {
        List<ErrorRow> rows = ErrorRow.tables(
                        AreaValidation.cases(TechnologyReader.read("../conf/technology/example_tables/tables.yaml")))
                .stream()
                .filter(row -> !row.pattern().equals(ErrorRow.ALL))
                .toList();
        assertThat(rows).extracting(ErrorRow::pattern).containsExactly("model alone", "corrected, design left out");
        assertThat(rows).allSatisfy(row -> assertThat(row.cases()).isEqualTo(5));
        assertThat(rows.get(1).meanAbsError()).isLessThan(rows.get(0).meanAbsError());
    }

    @Test
    void aTechnologyWithoutDesignsIsRefused() {
        assertThatThrownBy(() -> AreaValidation.cases(TechnologyReader.read("default")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe give it the key 'synthesisedAreas'?");
    }
}
