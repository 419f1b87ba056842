package org.nicepim.mapping;

/**
 * How one node runs its share of a layer: the DRAM-level loops walk over tiles, each tile is computed on the PE array.
 *
 * <pre>
 * for tiles in order          DRAM → buffers, double buffered
 *   for chunks of the tile    buffers → PE array, spatial over rows × columns
 * </pre>
 *
 * @param tile what lies in the buffers
 * @param order of the loops over tiles
 * @param dataflow of the PE array
 */
public record LoopNest(Tile tile, LoopOrder order, Dataflow dataflow) {}
