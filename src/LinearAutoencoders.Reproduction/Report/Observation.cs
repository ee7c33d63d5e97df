namespace LinearAutoencoders.Reproduction.Report;

/// <summary>What the paper says of its experiments, and how it becomes a finding.</summary>
/// <param name="Where">Where the paper says it: <c>7</c>, <c>7, figure 4</c>, <c>I.2</c>.</param>
/// <param name="Text">What it says, in our words.</param>
internal sealed record Observation(string Where, string Text)
{
    /// <summary>Decided by numbers.</summary>
    public Finding Decide(bool holds, string evidence, string whyNot) =>
        new(this, evidence, holds ? Verdict.Holds : Verdict.Differs, holds ? null : whyNot);

    /// <summary>About the paper's data itself, which was not what was measured.</summary>
    public Finding NeedsPapersData(string why) => NotMeasured(why) with { NeedsPapersData = true };

    /// <summary>Not to be decided; the evidence is what there is.</summary>
    public Finding NotMeasured(string why, string evidence = "") => new(this, evidence, Verdict.NotMeasured, why);
}
