package org.nicepim.sharing;

import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;
import org.nicepim.sharing.SharingBound.Box;

/** Background loads around rectangles of a mesh, in bytes, summed in the order of node ids. */
record CarriedLoads(Mesh mesh, BackgroundLoads loads) {
    /** Over the links between nodes of a rectangle. */
    double inside(Box box) {
        double sum = 0;
        for (int row = box.top(); row < box.bottom() && !loads.isNone(); row++) {
            for (int col = box.left(); col < box.right(); col++) {
                sum += col + 1 < box.right() ? bytes(row, col, Port.EAST) : 0;
                sum += col > box.left() ? bytes(row, col, Port.WEST) : 0;
                sum += row + 1 < box.bottom() ? bytes(row, col, Port.SOUTH) : 0;
                sum += row > box.top() ? bytes(row, col, Port.NORTH) : 0;
            }
        }
        return sum;
    }

    /**
     * Over the links that lead into a rectangle, or over those that lead out if that is more: as many lead in as out, and both must carry
     * the same bytes of the sets.
     */
    double across(Box box) {
        return loads.isNone() ? 0 : Math.max(into(box), out(box));
    }

    private double into(Box box) {
        double sum = 0;
        for (int col = box.left(); col < box.right() && box.top() > 0; col++) {
            sum += bytes(box.top() - 1, col, Port.SOUTH);
        }
        for (int row = box.top(); row < box.bottom(); row++) {
            sum += box.left() > 0 ? bytes(row, box.left() - 1, Port.EAST) : 0;
            sum += box.right() < mesh.cols() ? bytes(row, box.right(), Port.WEST) : 0;
        }
        for (int col = box.left(); col < box.right() && box.bottom() < mesh.rows(); col++) {
            sum += bytes(box.bottom(), col, Port.NORTH);
        }
        return sum;
    }

    private double out(Box box) {
        double sum = 0;
        for (int row = box.top(); row < box.bottom(); row++) {
            boolean down = row + 1 == box.bottom() && box.bottom() < mesh.rows();
            boolean up = row == box.top() && row > 0;
            for (int col = box.left(); col < box.right(); col++) {
                sum += col + 1 == box.right() && box.right() < mesh.cols() ? bytes(row, col, Port.EAST) : 0;
                sum += col == box.left() && col > 0 ? bytes(row, col, Port.WEST) : 0;
                sum += down ? bytes(row, col, Port.SOUTH) : 0;
                sum += up ? bytes(row, col, Port.NORTH) : 0;
            }
        }
        return sum;
    }

    private double bytes(int row, int col, Port port) {
        return loads.bytes(mesh.link(row * mesh.cols() + col, port));
    }
}
