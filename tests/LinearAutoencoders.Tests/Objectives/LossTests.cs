using CsCheck;

namespace LinearAutoencoders.Tests.Objectives;

public class LossTests
{
    public static TheoryData<string> Names => Subjects.Names;

    [Theory, MemberData(nameof(Names))]
    public void Loss_IsItsDefinition_SampleBySample(string name) => Generators.Problems.Sample(problem =>
    {
        var subject = Subjects.Create(name, problem);
        var weights = problem.Weights(subject.ExtraCount);
        var loss = subject.Evaluate(weights, weights.CreateAlike());

        // In the closed form terms of the size of tr Σ cancel, each a sum of k·m·n products in blocks.
        var tolerance = 100 * Close.Rounding * (subject.Trace + Math.Abs(loss) + problem.M);
        Close.Assert(DirectLoss.Of(name, problem, weights), loss, tolerance, name);
    });
}
