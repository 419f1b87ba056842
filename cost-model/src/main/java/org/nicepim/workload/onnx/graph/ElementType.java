package org.nicepim.workload.onnx.graph;

import java.util.Arrays;
import java.util.Optional;

/** Type of a tensor's elements, with ONNX's number for it. */
public enum ElementType {
    /** IEEE 754 single precision. */
    FLOAT(1, 32, Kind.REAL),
    /** 8 bits without sign. */
    UINT8(2, 8, Kind.INTEGER),
    /** 8 bits with sign. */
    INT8(3, 8, Kind.INTEGER),
    /** 16 bits without sign. */
    UINT16(4, 16, Kind.INTEGER),
    /** 16 bits with sign. */
    INT16(5, 16, Kind.INTEGER),
    /** 32 bits with sign. */
    INT32(6, 32, Kind.INTEGER),
    /** 64 bits with sign. */
    INT64(7, 64, Kind.INTEGER),
    /** Text; counted as one 64-bit reference. */
    STRING(8, 64, Kind.OTHER),
    /** Truth value, one byte in memory. */
    BOOL(9, 8, Kind.INTEGER),
    /** IEEE 754 half precision. */
    FLOAT16(10, 16, Kind.REAL),
    /** IEEE 754 double precision. */
    DOUBLE(11, 64, Kind.REAL),
    /** 32 bits without sign. */
    UINT32(12, 32, Kind.INTEGER),
    /** 64 bits without sign. */
    UINT64(13, 64, Kind.INTEGER),
    /** Two single-precision numbers. */
    COMPLEX64(14, 64, Kind.OTHER),
    /** Two double-precision numbers. */
    COMPLEX128(15, 128, Kind.OTHER),
    /** Single precision cut to 16 bits. */
    BFLOAT16(16, 16, Kind.REAL),
    /** 4 exponent bits, 3 mantissa bits, no infinities. */
    FLOAT8E4M3FN(17, 8, Kind.OTHER),
    /** As {@link #FLOAT8E4M3FN}, without negative zero. */
    FLOAT8E4M3FNUZ(18, 8, Kind.OTHER),
    /** 5 exponent bits, 2 mantissa bits. */
    FLOAT8E5M2(19, 8, Kind.OTHER),
    /** As {@link #FLOAT8E5M2}, without infinities and negative zero. */
    FLOAT8E5M2FNUZ(20, 8, Kind.OTHER),
    /** 4 bits without sign, two per byte. */
    UINT4(21, 4, Kind.OTHER),
    /** 4 bits with sign, two per byte. */
    INT4(22, 4, Kind.OTHER),
    /** 2 exponent bits, 1 mantissa bit, two per byte. */
    FLOAT4E2M1(23, 4, Kind.OTHER),
    /** An exponent alone. */
    FLOAT8E8M0(24, 8, Kind.OTHER),
    /** 2 bits without sign, four per byte. */
    UINT2(25, 2, Kind.OTHER),
    /** 2 bits with sign, four per byte. */
    INT2(26, 2, Kind.OTHER);

    private enum Kind {
        INTEGER,
        REAL,
        OTHER
    }

    private final int number;
    private final int bits;
    private final Kind kind;

    ElementType(int number, int bits, Kind kind) {
        this.number = number;
        this.bits = bits;
        this.kind = kind;
    }

    /** Bits of one element in memory. */
    public int bits() {
        return bits;
    }

    /** ONNX's number of the type, as files store it. */
    public int number() {
        return number;
    }

    /** Whole numbers and truth values, such as shapes and indices are made of. */
    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    /** Floating-point numbers of 16 bits or more, whose values the importer can read. */
    public boolean isReal() {
        return kind == Kind.REAL;
    }

    /**
     * The type with ONNX's number, or empty if there is none.
     *
     * @param number as stored in files
     */
    public static Optional<ElementType> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }
}
