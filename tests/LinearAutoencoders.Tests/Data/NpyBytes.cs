using System.Buffers.Binary;
using System.Text;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Writes .npy files byte by byte, in every variant, without the code under test.</summary>
internal static class NpyBytes
{
    /// <summary>A whole file: header and payload.</summary>
    public static byte[] File(string descr, bool fortranOrder, string shape, byte[] payload, byte version = 1) =>
        [.. Header($"{{'descr': '{descr}', 'fortran_order': {fortranOrder}, 'shape': {shape}, }}", version), .. payload];

    public static byte[] Header(string dictionary, byte version = 1)
    {
        var padded = Encoding.UTF8.GetBytes(dictionary.PadRight((version == 1 ? 118 : 116) - 1) + "\n");
        byte[] length = version == 1
            ? [(byte)padded.Length, (byte)(padded.Length >> 8)]
            : [(byte)padded.Length, (byte)(padded.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. padded];
    }

    /// <summary>The bytes of values, one after the other.</summary>
    public static byte[] Payload(string descr, IEnumerable<double> values) => [.. values.SelectMany(value => Bytes(descr, value))];

    private static byte[] Bytes(string descr, double value)
    {
        var bytes = new byte[descr[2] - '0'];
        switch (descr)
        {
            case "<f4": BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); break;
            case ">f4": BinaryPrimitives.WriteSingleBigEndian(bytes, (float)value); break;
            case "<f8": BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
            case ">f8": BinaryPrimitives.WriteDoubleBigEndian(bytes, value); break;
            case "|u1": bytes[0] = (byte)value; break;
        }
        return bytes;
    }
}
