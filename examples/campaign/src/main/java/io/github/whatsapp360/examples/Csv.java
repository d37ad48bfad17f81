package io.github.whatsapp360.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** CSV files whose first line has the names of the columns. */
public final class Csv {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.EMPTY_STRING_AS_NULL, CsvParser.Feature.INSERT_NULLS_FOR_MISSING_COLUMNS)
            .enable(CsvParser.Feature.IGNORE_TRAILING_UNMAPPABLE)
            .build();

    private Csv() {}

    /** Returns the rows of a file, by the names of their columns. An empty value is null. */
    public static List<Map<String, String>> read(String file) throws IOException {
        return CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .<Map<String, String>>readValues(new File(file))
                .readAll();
    }

    /**
     * Returns the line of a row, with one more value at its end.
     *
     * @param row null if the file could not be read as CSV
     */
    public static String line(Map<String, String> row, String more) throws JsonProcessingException {
        List<String> values = new ArrayList<>();
        if (row != null) {
            row.values().forEach(value -> values.add(Objects.requireNonNullElse(value, "")));
        }
        values.add(more);
        return CSV.writeValueAsString(values);
    }
}
