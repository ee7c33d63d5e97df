using System.Numerics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>The values of a .npy file one after the other, whatever its shape, as doubles.</summary>
internal abstract class NpyVector : IDisposable
{
    /// <summary>Values read at a time.</summary>
    private const int Block = 1 << 16;

    /// <summary>How many there are.</summary>
    public long Length { get; private init; }

    /// <exception cref="BadDataException">The file cannot be opened, or its elements are no numbers.</exception>
    public static NpyVector Open(StoredFile stored, CancellationToken cancellationToken)
    {
        var file = InputFile.Open(stored, cancellationToken);
        try
        {
            var header = file.Do(NpyHeader.Read);
            return NpyReader.ByType(file, header, new Opening(file, header));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How far a value may be off the one that was meant, relative to itself.</summary>
    public abstract double RelativeRounding { get; }

    /// <summary>Fills the span with the next values.</summary>
    public abstract void Read(Span<double> values);

    /// <summary>Throws when bytes follow.</summary>
    public abstract void RequireEnd();

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class Opening(InputFile file, NpyHeader header) : IForElement<NpyVector>
    {
        public NpyVector Run<TRaw>() where TRaw : unmanaged, INumber<TRaw>
        {
            file.RequireRows([.. header.Shape, 1], Unsafe.SizeOf<TRaw>());
            return new Of<TRaw>(file, header.IsBigEndian) { Length = header.Shape.Aggregate(1L, (product, size) => product * size) };
        }
    }

    private sealed class Of<TRaw>(InputFile file, bool isBigEndian) : NpyVector where TRaw : unmanaged, INumber<TRaw>
    {
        public override double RelativeRounding => ElementType.RelativeRounding<TRaw>();

        private readonly TRaw[] raw = new TRaw[Block];
        private long position;

        public override void Read(Span<double> values)
        {
            while (values.Length > 0)
            {
                var count = Math.Min(values.Length, raw.Length);
                file.Do(() => file.ReadValues(raw.AsSpan(0, count)));
                if (isBigEndian) NpyReader.ReverseBytes(raw.AsSpan(0, count));
                WholeNumbers.RequireExact<TRaw>(raw.AsSpan(0, count), columns: 1, position, file.Name);
                for (var i = 0; i < count; i++) values[i] = double.CreateTruncating(raw[i]);
                position += count;
                values = values[count..];
            }
        }

        public override void RequireEnd() => file.Do(file.RequireEnd);

        public override void Dispose() => file.Dispose();
    }
}
