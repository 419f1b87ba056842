package org.nicepim.jobs.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes the JDK's immutable lists item by item; Kryo 4 cannot make them by itself. */
final class ListSerializer extends Serializer<Collection<?>> {
    @Override
    public void write(Kryo kryo, Output output, Collection<?> list) {
        output.writeVarInt(list.size(), true);
        list.forEach(item -> kryo.writeClassAndObject(output, item));
    }

    @Override
    public Collection<?> read(Kryo kryo, Input input, Class<Collection<?>> type) {
        int size = input.readVarInt(true);
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(kryo.readClassAndObject(input));
        }
        return List.copyOf(items);
    }
}
