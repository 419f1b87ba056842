import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** Runs SQL over a run's folder: the views are {@code evaluations} and {@code layers}. Any Spark or pandas does the same. */
public final class Query {
    private Query() {}

    /** Arguments: the folder, then statements. */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            for (String table : new String[] {"evaluations", "layers"}) {
                spark.read().parquet(args[0] + "/" + table).createOrReplaceTempView(table);
            }
            for (int i = 1; i < args.length; i++) {
                spark.sql(args[i]).show(200, false);
            }
        }
    }
}
