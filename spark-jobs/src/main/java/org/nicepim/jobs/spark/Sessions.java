package org.nicepim.jobs.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.nicepim.config.ConfigException;
import scala.Tuple2;

/** Spark sessions with the settings that our jobs need; a master that cannot be is refused before Spark starts. */
public final class Sessions {
    private static final String HADOOP_PREFIX = "spark.hadoop.";
    private static final Pattern MASTER = Pattern.compile(
            "local|local\\[(\\d+|\\*)(,\\s*\\d+)?]|local-cluster\\[\\d+,\\d+,\\d+]|yarn|k8s://.+|spark://[^,:]+:\\d+(,[^,:]+:\\d+)*");
    private static final int CONNECT_MILLIS = 5000;
    /** What Spark calls an application to which a standalone master has given no number. */
    private static final String UNREGISTERED = "spark-application-";

    private Sessions() {}

    /**
     * The settings of a session: those that spark-submit left, and ours.
     *
     * @param name shown in Spark's UI
     * @param master URL of the master; empty to take what spark-submit says, or else all cores of this machine
     * @throws ConfigException if the master's URL is none, or nobody answers there
     */
    public static SparkConf conf(String name, Optional<String> master) {
        SparkConf conf = new SparkConf()
                .setAppName(name)
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .set("spark.kryo.registrator", KryoTypes.class.getName())
                .set("spark.kryo.registrationRequired", "true")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.showConsoleProgress", "false")
                // The driver remembers tasks that are done for a page that nobody looks at; a sweep may have a hundred
                // thousand.
                .setIfMissing("spark.ui.retainedTasks", "1000")
                .setIfMissing("spark.task.maxFailures", "4")
                // A native solver that crashes takes its executor along: one task at a time, on one core, is one task
                // lost.
                .setIfMissing("spark.executor.cores", "1")
                .setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1")
                .setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        master.ifPresent(conf::setMaster);
        conf.setIfMissing("spark.master", "local[*]");
        String url = conf.get("spark.master");
        check(url);
        if (url.startsWith("local")) {
            // On a cluster the driver must be reached from other hosts: its address is Spark's to find.
            conf.setIfMissing("spark.driver.host", "127.0.0.1").setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        return conf;
    }

    /** Hadoop's settings as a session of these settings would have them, without starting one. */
    public static Configuration hadoop(SparkConf conf) {
        Configuration hadoop = new Configuration();
        for (Tuple2<String, String> entry : conf.getAllWithPrefix(HADOOP_PREFIX)) {
            hadoop.set(entry._1(), entry._2());
        }
        return hadoop;
    }

    /**
     * Starts.
     *
     * @param conf made by {@link #conf}
     * @throws ConfigException if Spark cannot start
     */
    public static SparkSession open(SparkConf conf) {
        String master = conf.get("spark.master");
        try {
            SparkSession session = SparkSession.builder().config(conf).getOrCreate();
            // Spark goes on, and stops itself a little later.
            if (master.startsWith("spark://")
                    && session.sparkContext().applicationId().startsWith(UNREGISTERED)) {
                session.stop();
                throw new SparkException("no Spark master answers there, though something listens");
            }
            return session;
        } catch (Exception e) {
            // Scala does not declare what it throws: a SparkException may be among these.
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw refused(master, "Spark cannot start there (" + why + ").", e);
        }
    }

    private static void check(String url) {
        if (!MASTER.matcher(url).matches()) {
            throw new ConfigException("--master " + url + ": must be local[N], local[*], spark://HOST:PORT, yarn or"
                    + " k8s://URL." + maybe(url));
        }
        if (url.startsWith("spark://")) {
            answers(url, Arrays.asList(url.substring("spark://".length()).split(",")));
        }
    }

    private static String maybe(String url) {
        return url.matches("[\\w.-]+:\\d+") ? " Maybe 'spark://" + url + "'?" : " Maybe 'local[*]'?";
    }

    /** Spark tries for a minute before it gives up; a refused connection says the same at once. */
    private static void answers(String url, List<String> masters) {
        IOException last = new IOException("no address");
        for (String master : masters) {
            int colon = master.lastIndexOf(':');
            try (Socket socket = new Socket()) {
                int port = Integer.parseInt(master.substring(colon + 1));
                socket.connect(new InetSocketAddress(master.substring(0, colon), port), CONNECT_MILLIS);
                return;
            } catch (IOException e) {
                last = e;
            } catch (IllegalArgumentException e) {
                throw refused(url, "a port lies between 0 and 65535.", e);
            }
        }
        throw refused(url, "no Spark master answers there (" + last.getMessage() + ").", last);
    }

    private static ConfigException refused(String url, String why, Exception cause) {
        return new ConfigException(
                "--master " + url + ": " + why + " Maybe another URL? The master's web page shows it.", cause);
    }
}
