using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The records of a run as JSON, with names as on a command line.</summary>
internal static class RunJson
{
    public static string Write(RunRecord record) => JsonFieldWriter.Write(record, Run);

    /// <exception cref="System.Text.Json.JsonException">It is not such a record.</exception>
    public static RunRecord ReadRun(string text) => JsonFieldReader.Read<RunRecord>(text, Run);

    public static string Write(TimingRecord record) => JsonFieldWriter.Write(record, Timing);

    /// <exception cref="System.Text.Json.JsonException">It is not such a record.</exception>
    public static TimingRecord ReadTiming(string text) => JsonFieldReader.Read<TimingRecord>(text, Timing);

    public static string Write(CheckpointRecord record) => JsonFieldWriter.Write(record, Checkpoint);

    /// <exception cref="System.Text.Json.JsonException">It is not such a record.</exception>
    public static CheckpointRecord ReadCheckpoint(string text) => JsonFieldReader.Read<CheckpointRecord>(text, Checkpoint);

    /// <summary>The options that are given: an option that is new changes nothing in those of old runs.</summary>
    public static string WriteGiven(RunOptions options) => JsonFieldWriter.Write(options, Options, withNulls: false);

    private static RunRecord Run(JsonFields json, RunRecord? known)
    {
        // Earlier versions had these here.
        if (json.Has("started", null)) json.Time("started", null);
        if (json.Has("machine", null)) json.Record<MachineRecord>("machine", null, Machine);
        return new()
        {
            Version = json.Text("version", known?.Version),
            Options = json.Record("options", known?.Options, Options),
            Moment = json.Kind("moment", known?.Moment),
            Data = json.Record("data", known?.Data, Data),
            Restarts = json.OptionalInteger("restarts", known?.Restarts),
            Result = json.OptionalRecord("result", known?.Result, Result),
        };
    }

    private static TimingRecord Timing(JsonFields json, TimingRecord? known) => new(
        json.Time("started", known?.Started), json.Number("seconds", known?.Seconds),
        json.Text("working-directory", known?.WorkingDirectory), json.Record("machine", known?.Machine, Machine));

    private static RunOptions Options(JsonFields json, RunOptions? known) => new()
    {
        Data = json.Text("data", known?.Data),
        Center = json.Flag("center", known?.Center ?? true),
        Synthetic = json.OptionalRecord("synthetic", known?.Synthetic, Synthetic),
        Table = json.OptionalRecord("table", known?.Table, Table),
        Precision = json.Kind<Precision>("precision", known?.Precision ?? Precision.Float32),
        InitEncoder = json.OptionalText("init-encoder", known?.InitEncoder),
        InitDecoder = json.OptionalText("init-decoder", known?.InitDecoder),
        Training = json.Record("training", known?.Training, Training),
    };

    private static TrainingOptions Training(JsonFields json, TrainingOptions? known)
    {
        var start = known ?? new() { Method = new Rag(), LatentDimension = 1 };
        return new()
        {
            Method = json.Record<Method>("method", known?.Method, Method),
            LatentDimension = json.Integer("latent-dimension", known?.LatentDimension),
            Optimizer = json.Record<Optimizer>("optimizer", start.Optimizer, Optimizer),
            LearningRate = json.OptionalNumber("learning-rate", start.LearningRate),
            Epochs = json.Integer("epochs", start.Epochs),
            Schedule = json.OptionalKind("schedule", start.Schedule),
            Gauge = json.OptionalKind("gauge", start.Gauge),
            GaugeEvery = json.OptionalInteger("gauge-every", start.GaugeEvery),
            GaugeWeight = json.OptionalNumber("gauge-weight", start.GaugeWeight),
            BatchSize = json.OptionalInteger("batch-size", start.BatchSize),
            Moment = json.Kind<Moments.MomentKind>("moment", start.Moment),
            Seed = json.Seed("seed", start.Seed),
            InitialDeviation = json.Number("initial-deviation", start.InitialDeviation),
            StopBelowAlignment = json.OptionalNumber("stop-below-alignment", start.StopBelowAlignment),
            Tolerance = json.OptionalNumber("tolerance", start.Tolerance),
            EvaluateEvery = json.Integer("evaluate-every", start.EvaluateEvery),
            Snapshots = json.Integers("snapshots", [.. start.Snapshots.Order()]).ToHashSet(),
            CheckpointEvery = json.OptionalInteger("checkpoint-every", start.CheckpointEvery),
        };
    }

    private static Method Method(JsonFields json, Method? known) => Algorithm(json, known, Methods.Method.Registry);

    private static Optimizer Optimizer(JsonFields json, Optimizer? known) => Algorithm(json, known, Optimizers.Optimizer.Registry);

    /// <summary><c>{"name": "nested-dropout", "rho": 0.9}</c>: its name and all of its hyperparameters that are set.</summary>
    private static TAlgorithm Algorithm<TAlgorithm>(JsonFields json, TAlgorithm? known, Registry<TAlgorithm> registry)
        where TAlgorithm : Algorithm
    {
        var name = json.Text("name", known?.Name);
        Algorithm algorithm = known ?? registry[name];
        foreach (var hyperparameter in algorithm.Hyperparameters)
        {
            var value = hyperparameter.Get(algorithm);
            if (json.Has(hyperparameter.Name, value)) algorithm = hyperparameter.With(algorithm, Value(json, hyperparameter, value));
        }
        return (TAlgorithm)algorithm;
    }

    private static object? Value(JsonFields json, Hyperparameter hyperparameter, object? value) => hyperparameter.Kind switch
    {
        HyperparameterKind.Number => json.OptionalNumber(hyperparameter.Name, (double?)value),
        HyperparameterKind.WholeNumber => json.OptionalInteger(hyperparameter.Name, (int?)value),
        HyperparameterKind.Numbers => json.Numbers(hyperparameter.Name, (IReadOnlyList<double>?)value ?? []),
        _ => json.OptionalText(hyperparameter.Name, (string?)value),
    };

    private static SyntheticRecipe Synthetic(JsonFields json, SyntheticRecipe? known)
    {
        var start = known ?? new();
        return new()
        {
            Samples = json.Integer("samples", start.Samples),
            Dimension = json.Integer("dimension", start.Dimension),
            Largest = json.Number("largest", start.Largest),
            Smallest = json.Number("smallest", start.Smallest),
            Seed = json.Seed("seed", start.Seed),
        };
    }

    private static TableOptions Table(JsonFields json, TableOptions? known)
    {
        var start = known ?? new();
        return new()
        {
            Header = json.Kind<Header>("header", start.Header),
            Separator = Character(json, "separator", start.Separator),
            DecimalPoint = Character(json, "decimal-point", start.DecimalPoint),
            Comment = Character(json, "comment", start.Comment),
            Columns = json.OptionalText("columns", start.Columns),
            Exclude = json.OptionalText("exclude", start.Exclude),
            Label = json.OptionalText("label", start.Label),
            Passthrough = json.OptionalText("passthrough", start.Passthrough),
            Weights = json.OptionalText("weights", start.Weights),
            Missing = json.Kind<MissingValues>("missing", start.Missing),
            Scale = json.Text("scale", start.Scale),
        };
    }

    private static char? Character(JsonFields json, string name, char? value) => json.OptionalText(name, value?.ToString()) switch
    {
        null => null,
        [var one] => one,
        var text => throw new ArgumentException($"'{text}' is no character"),
    };

    private static DataRecord Data(JsonFields json, DataRecord? known) => new(
        json.Text("source", known?.Source), json.Count("samples", known?.Samples), json.Integer("dimension", known?.Dimension),
        json.Text("fingerprint", known?.Fingerprint))
    {
        Columns = json.OptionalTexts("columns", known?.Columns),
    };

    private static MachineRecord Machine(JsonFields json, MachineRecord? known) => new(
        json.Text("system", known?.System), json.Text("architecture", known?.Architecture), json.Text("runtime", known?.Runtime),
        json.Integer("cores", known?.Cores), json.Integer("threads", known?.Threads), json.Integer("vector-bits", known?.VectorBits));

    private static ResultRecord Result(JsonFields json, ResultRecord? known) => new()
    {
        Reason = json.Text("reason", known?.Reason),
        Epoch = json.Integer("epoch", known?.Epoch),
        Loss = json.OptionalNumber("loss", known?.Loss),
        ReconstructionLoss = json.OptionalNumber("reconstruction-loss", known?.ReconstructionLoss),
        AxisAlignment = json.OptionalNumber("axis-alignment", known?.AxisAlignment),
        OrderedAlignment = json.OptionalNumber("ordered-alignment", known?.OrderedAlignment),
        SubspaceDistance = json.OptionalNumber("subspace-distance", known?.SubspaceDistance),
        TransposeDistance = json.OptionalNumber("transpose-distance", known?.TransposeDistance),
        Unbalance = json.Has("unbalance", known?.Unbalance) ? json.OptionalNumber("unbalance", known?.Unbalance) : null,
        EpochsToAlignment = json.Record("epochs-to-alignment", known?.EpochsToAlignment, EpochsToAlignment),
        Seconds = json.Has("seconds", known?.Seconds) ? json.Number("seconds", known?.Seconds) : null,
        Files = json.Has("files", known?.Files) ? json.Texts("files", known?.Files ?? []) : null,
        Restarts = json.OptionalInteger("restarts", known?.Restarts),
        Learning = json.OptionalRecord("learning", known?.Learning, Learning),
    };

    private static LearningRecord Learning(JsonFields json, LearningRecord? known) => new()
    {
        Learned = json.Integer("learned", known?.Learned),
        Obstacle = json.Text("obstacle", known?.Obstacle),
        EpochsToGo = json.OptionalNumber("epochs-to-go", known?.EpochsToGo),
        Advice = json.Text("advice", known?.Advice),
        Components = json.Records("components", known?.Components ?? [], Component),
    };

    private static ComponentRecord Component(JsonFields json, ComponentRecord? known) => new(
        json.Integer("number", known?.Number), json.OptionalNumber("length", known?.Length),
        json.OptionalNumber("variance", known?.Variance), json.Number("eigenvalue", known?.Eigenvalue),
        json.OptionalInteger("eigenvector", known?.Eigenvector), json.OptionalNumber("cosine", known?.Cosine),
        json.Text("state", known?.State));

    private static EpochsToAlignment EpochsToAlignment(JsonFields json, EpochsToAlignment? known) => new(
        json.OptionalInteger("below03", known?.Below03), json.OptionalInteger("below01", known?.Below01),
        json.OptionalInteger("below001", known?.Below001));

    private static CheckpointRecord Checkpoint(JsonFields json, CheckpointRecord? known) => new(
        json.Text("version", known?.Version), json.Text("run", known?.Run), json.Integer("epoch", known?.Epoch),
        json.Integer("rows", known?.Rows), json.Text("rows-checksum", known?.RowsChecksum),
        json.Texts("files", known?.Files ?? []), json.Texts("arrays", known?.Arrays ?? []));
}
