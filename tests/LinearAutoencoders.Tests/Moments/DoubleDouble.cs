namespace LinearAutoencoders.Tests.Moments;

/// <summary>A sum of two doubles, about 32 digits: for oracles of sums (Dekker 1971; Knuth).</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var (sum, error) = TwoSum(a.High, b.High);
        return Normal(sum, error + a.Low + b.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + new DoubleDouble(-b.High, -b.Low);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.High * b.High;
        var error = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normal(product, error + a.High * b.Low + a.Low * b.High);
    }

    public static DoubleDouble operator /(DoubleDouble a, int count)
    {
        var quotient = a.High / count;
        var rest = a - new DoubleDouble(quotient, 0) * new DoubleDouble(count, 0);
        return Normal(quotient, rest.High / count);
    }

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        var sum = a + b;
        var rest = sum - a;
        return (sum, a - (sum - rest) + (b - rest));
    }

    private static DoubleDouble Normal(double high, double low)
    {
        var (sum, error) = TwoSum(high, low);
        return new(sum, error);
    }
}
