package io.github.whatsapp360.repository;

import java.util.Locale;

/**
 * The differences between the databases. The words in braces are the parts of a statement that differ: {@code now},
 * {@code age} (of a message, in microseconds), {@code ago} (the time as many microseconds before now as its parameter
 * says) and {@code unlessThere} (of an insertion).
 */
enum SqlDialect {
    POSTGRESQL(
            "CURRENT_TIMESTAMP",
            "CAST(EXTRACT(EPOCH FROM (CURRENT_TIMESTAMP - changed_at)) * 1000000 AS BIGINT)",
            "CURRENT_TIMESTAMP - ? * INTERVAL '1 microsecond'",
            // without it, the server logs an error for each key that is there already
            " ON CONFLICT DO NOTHING"),
    // UTC, because a session's local time jumps twice a year
    MYSQL(
            "UTC_TIMESTAMP(6)",
            "TIMESTAMPDIFF(MICROSECOND, changed_at, UTC_TIMESTAMP(6))",
            "UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND",
            ""),
    H2(
            "CURRENT_TIMESTAMP(6)",
            "DATEDIFF(MICROSECOND, changed_at, CURRENT_TIMESTAMP(6))",
            "DATEADD(MICROSECOND, -CAST(? AS BIGINT), CURRENT_TIMESTAMP(6))",
            "");

    private final String now;
    private final String age;
    private final String ago;
    private final String unlessThere;

    SqlDialect(String now, String age, String ago, String unlessThere) {
        this.now = now;
        this.age = age;
        this.ago = ago;
        this.unlessThere = unlessThere;
    }

    /**
     * Returns the dialect of a product.
     *
     * @param product the name that the driver says
     */
    static SqlDialect of(String product) {
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "MySQL", "MariaDB" -> MYSQL;
            case "H2" -> H2;
            default ->
                throw new IllegalStateException("The message repository does not know the database " + product
                        + ". It knows PostgreSQL, MySQL, MariaDB and H2");
        };
    }

    /** Returns a statement for this database. */
    String sql(String template) {
        return template.replace("{now}", now)
                .replace("{age}", age)
                .replace("{ago}", ago)
                .replace("{unlessThere}", unlessThere);
    }

    /** Returns the name of the file with the tables. */
    String schemaFile() {
        return "/META-INF/whatsapp360/" + name().toLowerCase(Locale.ROOT) + ".sql";
    }

    /** Returns whether a driver limits one statement. H2's limits all later ones of the connection too. */
    boolean hasStatementTimeout() {
        return this != H2;
    }
}
