package org.nicepim.jobs.keys;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/** Says in words what a value may be. */
final class TypeWords implements KeyType.Cases<String> {
    private static final long KIB = 1024;
    /** Longer numbers are written as powers of ten. */
    private static final int MOST_DIGITS = 7;

    @Override
    public String whole(KeyType.Whole type) {
        String bounds =
                type.most() >= Integer.MAX_VALUE ? "at least " + type.least() : type.least() + " to " + type.most();
        return "whole number, " + bounds + (type.step() > 1 ? ", a multiple of " + type.step() : "");
    }

    @Override
    public String decimal(KeyType.Decimal type) {
        return "number, " + number(type.least()) + " to " + number(type.most());
    }

    private static String number(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        String plain = exact.toPlainString();
        return plain.length() < MOST_DIGITS
                ? plain
                : exact.toString().replace("E+", "e").replace("E", "e");
    }

    @Override
    public String flag() {
        return "true or false";
    }

    @Override
    public String text(KeyType.Text type) {
        return type.form().isEmpty() ? "text" : type.form();
    }

    @Override
    public String words(KeyType.Words type) {
        return "one of " + String.join(", ", type.words());
    }

    @Override
    public String bytes(KeyType.Bytes type) {
        return "bytes, such as 65536 or 64KiB; " + size(type.least()) + " to " + size(type.most());
    }

    private static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB"};
        long left = bytes;
        int unit = 0;
        while (left % KIB == 0 && left > 0 && unit < units.length - 1) {
            left /= KIB;
            unit++;
        }
        return left + units[unit];
    }

    @Override
    public String nothing() {
        return "null";
    }

    @Override
    public String anything() {
        return "anything";
    }

    @Override
    public String list(KeyType.ListOf type) {
        String items = type.item().fold(this);
        if (type.least() == type.most()) {
            return "list of " + type.least() + ", each " + items;
        }
        return "list" + (type.most() < Integer.MAX_VALUE ? " of at most " + type.most() : "") + ", each " + items;
    }

    @Override
    public String map(KeyType.MapOf type) {
        return "mapping of names to " + type.value().fold(this);
    }

    @Override
    public String either(KeyType.Either type) {
        return type.types().stream().map(each -> each.fold(this)).collect(Collectors.joining("; or "));
    }

    @Override
    public String section(Section type) {
        return type.file().isEmpty() ? "mapping" : "mapping (see " + type.file() + ")";
    }
}
