package io.github.whatsapp360.flow;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads and writes the few elements of DER that keys consist of. Source: ITU-T X.690. */
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private final ByteBuffer bytes;

    Der(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** Returns the tag of the next element. */
    int next() {
        return hasMore() ? bytes.get(bytes.position()) & 0xFF : -1;
    }

    /** Reads the elements in the next element, which must be a sequence. */
    Der sequence() {
        return new Der(read(SEQUENCE));
    }

    int integer() {
        try {
            return new BigInteger(read(INTEGER)).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("a number is too large", e);
        }
    }

    /** Reads an object identifier, in the form of its bytes in hex. */
    String identifier() {
        return HexFormat.of().formatHex(read(OBJECT_IDENTIFIER));
    }

    /** Reads the content of the next element, which must have this tag. */
    byte[] read(int tag) {
        try {
            int found = bytes.get() & 0xFF;
            int length = length();
            if (found != tag || length > bytes.remaining()) {
                throw new IllegalArgumentException("the DER is damaged");
            }
            byte[] content = new byte[length];
            bytes.get(content);
            return content;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the DER ends too early", e);
        }
    }

    private int length() {
        int first = bytes.get() & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            if (length >= 1 << 16) {
                throw new IllegalArgumentException("the DER is too long");
            }
            length = length << 8 | bytes.get() & 0xFF;
        }
        return length;
    }

    /** Returns an element with this tag and content. */
    static byte[] write(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
        ByteBuffer element = ByteBuffer.allocate(length + 4).put((byte) tag);
        if (length < 0x80) {
            element.put((byte) length);
        } else if (length < 0x100) {
            element.put((byte) 0x81).put((byte) length);
        } else {
            element.put((byte) 0x82).putShort((short) length);
        }
        for (byte[] content : contents) {
            element.put(content);
        }
        return Arrays.copyOf(element.array(), element.position());
    }
}
