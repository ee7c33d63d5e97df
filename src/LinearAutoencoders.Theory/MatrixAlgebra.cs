using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>
///   Sums, products and triangles of small matrices, so that a formula reads as it is printed. Every result is a new matrix.
/// </summary>
internal static class MatrixAlgebra
{
    extension(Matrix<double> a)
    {
        public static Matrix<double> operator +(Matrix<double> x, Matrix<double> y) => Combine(x, y, (p, q) => p + q);

        public static Matrix<double> operator -(Matrix<double> x, Matrix<double> y) => Combine(x, y, (p, q) => p - q);

        public static Matrix<double> operator *(double factor, Matrix<double> x) => x.Map((_, _, value) => factor * value);

        public static Matrix<double> operator *(Matrix<double> x, Matrix<double> y)
        {
            var product = Zero(x.Rows, y.Columns);
            MatrixProduct.Multiply(x, y, product);
            return product;
        }

        /// <summary>a · bᵀ.</summary>
        public Matrix<double> TimesTransposed(Matrix<double> b)
        {
            var product = Zero(a.Rows, b.Rows);
            MatrixProduct.MultiplyByTransposed(a, b, product);
            return product;
        }

        /// <summary>aᵀ · b.</summary>
        public Matrix<double> TransposedTimes(Matrix<double> b)
        {
            var product = Zero(a.Columns, b.Columns);
            MatrixProduct.MultiplyTransposed(a, b, product);
            return product;
        }

        /// <summary>A matrix of cells f(i, j, aᵢⱼ).</summary>
        public Matrix<double> Map(Func<int, int, double, double> f)
        {
            var result = Zero(a.Rows, a.Columns);
            for (var i = 0; i < a.Rows; i++)
                for (var j = 0; j < a.Columns; j++)
                    result[i, j] = f(i, j, a[i, j]);
            return result;
        }

        /// <summary>The cells above the diagonal, without it; zeros elsewhere.</summary>
        public Matrix<double> StrictUpper() => a.Map((i, j, value) => i < j ? value : 0);

        /// <summary>The cells below the diagonal, without it; zeros elsewhere.</summary>
        public Matrix<double> StrictLower() => a.Map((i, j, value) => i > j ? value : 0);

        /// <summary>The cells on the diagonal; zeros elsewhere.</summary>
        public Matrix<double> DiagonalPart() => a.Map((i, j, value) => i == j ? value : 0);

        /// <summary>½(a − aᵀ).</summary>
        public Matrix<double> Skew() => a.Map((i, j, value) => (value - a[j, i]) / 2);

        /// <summary>½(a + aᵀ).</summary>
        public Matrix<double> Symmetric() => a.Map((i, j, value) => (value + a[j, i]) / 2);

        public double Trace()
        {
            var sum = 0.0;
            for (var i = 0; i < a.Rows; i++) sum += a[i, i];
            return sum;
        }

        /// <summary>‖a‖, the root of the sum of squares.</summary>
        public double Length() => Math.Sqrt(Vectors.Dot(a, a));

        /// <summary>sum of |aᵢⱼ| over i ≠ j: Definition 6.1.</summary>
        public double NonDiagonality()
        {
            var sum = 0.0;
            for (var i = 0; i < a.Rows; i++)
                for (var j = 0; j < a.Columns; j++)
                    if (i != j) sum += Math.Abs(a[i, j]);
            return sum;
        }
    }

    /// <summary>Zeros, in memory that the collector may move: pinned matrices, which kernels like, are costly by the thousand.</summary>
    private static Matrix<double> Zero(int rows, int columns) => new(rows, columns, new double[rows * columns]);

    public static Matrix<double> Identity(int size) => Diagonal(Enumerable.Repeat(1.0, size));

    public static Matrix<double> Diagonal(IEnumerable<double> values)
    {
        double[] diagonal = [.. values];
        var result = Zero(diagonal.Length, diagonal.Length);
        for (var i = 0; i < diagonal.Length; i++) result[i, i] = diagonal[i];
        return result;
    }

    /// <summary>The rotation by an angle in the plane of coordinates i and j: Rᵢᵢ = Rⱼⱼ = cos θ, Rᵢⱼ = −sin θ, Rⱼᵢ = sin θ.</summary>
    public static Matrix<double> Rotation(int size, int i, int j, double angle)
    {
        var rotation = Identity(size);
        rotation[i, i] = rotation[j, j] = Math.Cos(angle);
        rotation[i, j] = -Math.Sin(angle);
        rotation[j, i] = Math.Sin(angle);
        return rotation;
    }

    public static Matrix<double> Normal(int rows, int columns, RandomSource random, double deviation = 1)
    {
        var matrix = Zero(rows, columns);
        random.FillNormal(matrix.AsSpan(), deviation);
        return matrix;
    }

    /// <summary>A random matrix with orthonormal rows.</summary>
    public static Matrix<double> RandomOrthonormal(int rows, int columns, RandomSource random)
    {
        var orthonormal = Zero(rows, columns);
        new OrthonormalRows(rows, columns).Compute(Normal(rows, columns, random), orthonormal);
        return orthonormal;
    }

    private static Matrix<double> Combine(Matrix<double> x, Matrix<double> y, Func<double, double, double> f)
    {
        y.RequireShape(x.Rows, x.Columns);
        return x.Map((i, j, value) => f(value, y[i, j]));
    }
}
