namespace LinearAutoencoders.Tests.Objectives;

/// <summary>The losses as they are defined, sample by sample: no second moment, no matrix product, nothing from the library.</summary>
internal static class DirectLoss
{
    public static double Of(string name, Problem problem, Weights<double> weights)
    {
        var keepAll = Enumerable.Repeat(problem.K, problem.N).ToArray();
        return name switch
        {
            "reconstruction" => MeanSquaredError(problem, weights, keepAll),
            "uniform" => MeanSquaredError(problem, weights, keepAll)
                + Penalty(weights, Enumerable.Repeat(Subjects.UniformPenalty, problem.K).ToArray()),
            "non-uniform" => MeanSquaredError(problem, weights, keepAll) + Penalty(weights, problem.Penalties),
            "nested dropout" => MeanSquaredError(problem, weights, problem.PrefixLengths),
            "deterministic nested dropout" => Expected(problem, weights),
            "linear VAE" => NegativeBound(problem, weights),
            "prefixes" => Enumerable.Range(1, problem.K)
                .Sum(b => 0.4 * b * MeanSquaredError(problem, weights, Enumerable.Repeat(b, problem.N).ToArray())),
            "probabilistic PCA" => NegativeLogDensity(problem, weights),
            _ => throw new ArgumentException(name),
        };
    }

    /// <summary>sumₛ ‖xₛ − W₂zₛ‖² / n, zₛ being W₁xₛ with only its first bₛ entries kept.</summary>
    private static double MeanSquaredError(Problem problem, Weights<double> weights, int[] kept)
    {
        var samples = problem.Samples;
        var sum = 0.0;
        for (var s = 0; s < samples.Rows; s++) sum += SquaredError(samples.Row(s), weights, kept[s]);
        return sum / samples.Rows;
    }

    private static double SquaredError(ReadOnlySpan<double> x, Weights<double> weights, int kept)
    {
        var rest = x.ToArray();
        for (var i = 0; i < kept; i++)
        {
            var latent = 0.0;
            for (var j = 0; j < x.Length; j++) latent += weights.Encoder[i, j] * x[j];
            for (var j = 0; j < x.Length; j++) rest[j] -= weights.DecoderTransposed[i, j] * latent;
        }
        return rest.Sum(r => r * r);
    }

    private static double Penalty(Weights<double> weights, double[] penalties)
    {
        var sum = 0.0;
        for (var i = 0; i < penalties.Length; i++)
            for (var j = 0; j < weights.DataDimension; j++)
                sum += penalties[i] * (Math.Pow(weights.Encoder[i, j], 2) + Math.Pow(weights.DecoderTransposed[i, j], 2));
        return sum;
    }

    /// <summary>The loss with prefix b for all samples, weighted with b's probability: ρᵇ⁻¹(1 − ρ), and what is left for b = k.</summary>
    private static double Expected(Problem problem, Weights<double> weights)
    {
        double sum = 0, left = 1;
        for (var b = 1; b <= problem.K; b++)
        {
            var probability = b == problem.K ? left : left * (1 - Subjects.Rho);
            sum += probability * MeanSquaredError(problem, weights, Enumerable.Repeat(b, problem.N).ToArray());
            left -= probability;
        }
        return sum;
    }

    /// <summary>
    ///   KL(q(z|x) ‖ p(z)) − E log p(x|z), averaged over the samples. The noise of z adds dᵢ‖W₂[:,i]‖² to the squared error.
    /// </summary>
    private static double NegativeBound(Problem problem, Weights<double> weights)
    {
        var samples = problem.Samples;
        var noise = Math.Exp(weights.Extra[^1]);
        var sum = 0.0;
        for (var s = 0; s < samples.Rows; s++)
        {
            var error = SquaredError(samples.Row(s), weights, problem.K);
            for (var i = 0; i < problem.K; i++)
            {
                var mean = 0.0;
                var column = 0.0;
                for (var j = 0; j < problem.M; j++)
                {
                    mean += weights.Encoder[i, j] * samples[s, j];
                    column += Math.Pow(weights.DecoderTransposed[i, j], 2);
                }
                var variance = Math.Exp(weights.Extra[i]);
                sum += (mean * mean + variance - Math.Log(variance) - 1) / 2;
                error += variance * column;
            }
            sum += error / (2 * noise) + problem.M * Math.Log(2 * Math.PI * noise) / 2;
        }
        return sum / samples.Rows;
    }

    /// <summary>−log N(x; 0, WWᵀ + σ²I), averaged over the samples, from the m × m covariance.</summary>
    private static double NegativeLogDensity(Problem problem, Weights<double> weights)
    {
        var samples = problem.Samples;
        var covariance = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(problem.M, problem.M, (i, j) =>
            Enumerable.Range(0, problem.K).Sum(c => weights.DecoderTransposed[c, i] * weights.DecoderTransposed[c, j])
                + (i == j ? Math.Exp(weights.Extra[0]) : 0));
        var factor = covariance.Cholesky();
        var sum = 0.0;
        for (var s = 0; s < samples.Rows; s++)
        {
            var x = MathNet.Numerics.LinearAlgebra.Double.DenseVector.OfArray(samples.Row(s).ToArray());
            sum += (problem.M * Math.Log(2 * Math.PI) + factor.DeterminantLn + (x * factor.Solve(x))) / 2;
        }
        return sum / samples.Rows;
    }
}
