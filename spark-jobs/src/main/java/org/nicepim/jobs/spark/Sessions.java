package org.nicepim.jobs.spark;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark sessions with the settings that our jobs need. */
public final class Sessions {
    private Sessions() {}

    /**
     * A session.
     *
     * @param name shown in Spark's UI
     * @param master URL of the master; empty to take what spark-submit says, or else all cores of this machine
     */
    public static SparkSession open(String name, Optional<String> master) {
        SparkConf conf = new SparkConf()
                .setAppName(name)
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .set("spark.kryo.registrator", KryoTypes.class.getName())
                .set("spark.kryo.registrationRequired", "true")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.showConsoleProgress", "false")
                .setIfMissing("spark.task.maxFailures", "4")
                .setIfMissing("spark.driver.host", "127.0.0.1")
                .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        master.ifPresent(conf::setMaster);
        conf.setIfMissing("spark.master", "local[*]");
        if (!conf.get("spark.master").startsWith("local")) {
            // On a cluster the driver must be reached from other hosts: leave its address to Spark.
            conf.remove("spark.driver.host").remove("spark.driver.bindAddress");
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
