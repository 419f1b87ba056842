package org.nicepim.hardware;

/** Turns points of a design space into hardware. */
public final class DesignSpaces {
    private DesignSpaces() {}

    /**
     * The hardware of a point.
     *
     * @param space the space
     * @param point a point of it
     * @param technology constants
     */
    public static HardwareConfig toHardware(DesignSpace space, DesignPoint point, Technology technology) {
        return HardwareParameters.hardware(name -> space.value(point, name), technology);
    }
}
