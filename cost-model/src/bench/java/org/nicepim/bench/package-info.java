/**
 * How fast are the closed forms and the simulator?
 *
 * <pre>
 *   ./mvnw -q -pl cost-model verify -Pbench -DskipTests                                   all benchmarks of this module
 *   ./mvnw -q -pl cost-model verify -Pbench -DskipTests -Dbench=ChannelSimulatorBenchmark some, by regular expression
 * </pre>
 *
 * <p>Every benchmark runs on one core; scores are operations per second, the operation stands at the class.
 */
@NullMarked
package org.nicepim.bench;

import org.jspecify.annotations.NullMarked;
