using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Tests.Optimizers;

public class OptimizerTests
{
    private const double LearningRate = 0.05;

    /// <summary>Every length around the widths of vector registers, up to 512 bits of float and some.</summary>
    private static readonly int[] Lengths = [.. Enumerable.Range(2, 38), 63, 64, 65, 127, 128, 129];

    [Fact]
    public void Nesterov_IsTheSumOfItsSteps_AtEveryLength()
    {
        foreach (var length in Lengths)
        {
            AssertIsReference(length, n => new Nesterov<double>(Layout<double>(n), LearningRate, 0.8), Reference, Close.Rounding);
            AssertIsReference(length, n => new Nesterov<float>(Layout<float>(n), LearningRate, 0.8), Reference, FloatRounding);
        }

        static double Reference(double start, double[] gradients) => SummedSteps.Nesterov(start, gradients, LearningRate, 0.8);
    }

    [Fact]
    public void Adam_IsTheSumOfItsSteps_AtEveryLength()
    {
        foreach (var length in Lengths)
        {
            AssertIsReference(length, n => new Adam<double>(Layout<double>(n), LearningRate), Reference, Close.Rounding);
            AssertIsReference(length, n => new Adam<float>(Layout<float>(n), LearningRate), Reference, FloatRounding);
        }

        static double Reference(double start, double[] gradients) => SummedSteps.Adam(start, gradients, LearningRate);
    }

    [Fact]
    public void Adam_LeavesAParameterAlone_ThatHasNoGradient()
    {
        var weights = Enumerable.Range(0, 19).Select(i => 0.1 * i).ToArray();
        var expected = weights.ToArray();
        var optimizer = new Adam<double>(Layout<double>(19), LearningRate);
        for (var t = 0; t < 3; t++) Step(optimizer, weights, new double[19]);
        Close.AssertSameBits<double>(expected, weights, "weights");
    }

    [Fact]
    public void Optimizers_KeepWhatIsNotANumber_AtEveryPlace()
    {
        // What is too small to matter is set to zero; a comparison the other way round would also hide that a run diverged.
        IOptimizer<double>[] optimizers = [new Nesterov<double>(Layout<double>(19), 0.1), new Adam<double>(Layout<double>(19), 0.1)];
        foreach (var optimizer in optimizers)
        {
            var weights = new double[19];
            Step(optimizer, weights, [.. Enumerable.Repeat(double.NaN, 19)]);
            Assert.All(weights, weight => Assert.Equal(double.NaN, weight));
        }
    }

    [Fact]
    public void Nesterov_IsGradientDescent_WithoutMomentum() => Gen.Select(Gen.Int[2, 40], Gen.ULong).Sample((length, seed) =>
    {
        var (weights, gradients) = Start<double>(length, seed);
        var expected = weights.ToArray();
        var optimizer = new Nesterov<double>(Layout<double>(length), LearningRate, momentum: 0);
        foreach (var gradient in gradients)
        {
            Step(optimizer, weights, gradient);
            for (var i = 0; i < length; i++) expected[i] -= LearningRate * gradient[i];
        }
        Close.AssertSameBits<double>(expected, weights, "weights");
    });

    [Fact]
    public void Nesterov_GoesOnToTheSameBits_FromASavedState() =>
        RestoresExactly(
            n => new Nesterov<double>(Layout<double>(n), LearningRate), n => new Nesterov<float>(Layout<float>(n), LearningRate));

    [Fact]
    public void Adam_GoesOnToTheSameBits_FromASavedState() =>
        RestoresExactly(n => new Adam<double>(Layout<double>(n), LearningRate), n => new Adam<float>(Layout<float>(n), LearningRate));

    [Fact]
    public void Memory_IsLive_AndPartOfTheState()
    {
        IOptimizer<double>[] optimizers = [new Nesterov<double>(Layout<double>(9), 0.1), new Adam<double>(Layout<double>(9), 0.1)];
        foreach (var optimizer in optimizers)
        {
            Step(optimizer, new double[9], [.. Enumerable.Range(1, 9).Select(i => (double)i)]);
            foreach (var memory in optimizer.Memory)
            {
                Assert.Contains(optimizer.State, array => array.Name == memory.Name);
                memory.Values.Values.Fill(3);
                Assert.All(((StateArray<double>)optimizer.State.Single(array => array.Name == memory.Name)).Values.ToArray(),
                    value => Assert.Equal(3, value));
            }
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    public void Optimizers_RefuseALearningRate_ThatIsNotPositive(double learningRate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<double>(Layout<double>(3), learningRate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Nesterov<double>(Layout<double>(3), learningRate));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Nesterov_RefusesMomentum_OutsideZeroToOne(double momentum)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Nesterov<double>(Layout<double>(3), 0.1, momentum));
        Assert.Contains($"momentum is {momentum}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>2⁻²⁴.</summary>
    private const double FloatRounding = 1.0 / (1 << 24);

    private static void AssertIsReference<T>(
        int length, Func<int, IOptimizer<T>> create, Func<double, double[], double> reference, double rounding)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (weights, gradients) = Start<T>(length, seed: 7);
        var start = weights.ToArray();
        var optimizer = create(length);
        foreach (var gradient in gradients) Step(optimizer, weights, gradient);

        Assert.Equal(gradients.Length, Steps(optimizer));
        for (var i = 0; i < length; i++)
        {
            var expected = reference(double.CreateTruncating(start[i]), [.. gradients.Select(g => double.CreateTruncating(g[i]))]);
            // Eight steps of up to ten roundings each, on numbers below 8; constants of the recurrences are rounded too.
            Close.Assert(expected, double.CreateTruncating(weights[i]), 8 * 8 * 10 * rounding, $"parameter {i} of {length}");
        }
    }

    private static void RestoresExactly(Func<int, IOptimizer<double>> createDouble, Func<int, IOptimizer<float>> createFloat) =>
        Gen.Select(Gen.Int[2, 40], Gen.Int[0, 7], Gen.ULong).Sample((length, interruption, seed) =>
        {
            Restores(length, interruption, seed, createDouble);
            Restores(length, interruption, seed, createFloat);
        });

    private static void Restores<T>(int length, int interruption, ulong seed, Func<int, IOptimizer<T>> create)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (weights, gradients) = Start<T>(length, seed);
        var (first, second) = (create(length), create(length));
        foreach (var gradient in gradients.Take(interruption)) Step(first, weights, gradient);
        var resumed = weights.ToArray();
        Restore(first, second);
        foreach (var gradient in gradients.Skip(interruption))
        {
            Step(first, weights, gradient);
            Step(second, resumed, gradient);
        }
        Close.AssertSameBits<T>(weights, resumed, "weights");
        Assert.Equal(Steps(first), Steps(second));
    }

    /// <summary>Weights with so many parameters, at least 2: the optimizers ask for nothing but the layout.</summary>
    private static Weights<T> Layout<T>(int length) where T : unmanaged, IFloatingPointIeee754<T> => new(1, 1, length - 2);

    private static void Step<T>(IOptimizer<T> optimizer, T[] weights, T[] gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (at, direction) = (Layout<T>(weights.Length), Layout<T>(weights.Length));
        weights.CopyTo(at.Values);
        gradient.CopyTo(direction.Values);
        optimizer.Step(at, direction);
        at.Values.CopyTo(weights);
    }

    private static long Steps<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T> =>
        ((StateArray<long>)optimizer.State.Single(array => array.Name == "steps")).Values.Span[0];

    private static void Restore<T>(IOptimizer<T> from, IOptimizer<T> to) where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var (saved, own) in from.State.Select(array => array.Clone()).Zip(to.State)) own.CopyFrom(saved);
    }

    /// <summary>Weights and eight gradients; some parameters have gradients a million times smaller than others.</summary>
    private static (T[] Weights, T[][] Gradients) Start<T>(int length, ulong seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new RandomSource(seed);
        var weights = new T[length];
        random.FillNormal<T>(weights);
        var gradients = new T[8][];
        for (var t = 0; t < gradients.Length; t++)
        {
            gradients[t] = new T[length];
            random.FillNormal<T>(gradients[t]);
            for (var i = 2; i < length; i += 3) gradients[t][i] *= T.CreateTruncating(1e-6);
        }
        return (weights, gradients);
    }
}
