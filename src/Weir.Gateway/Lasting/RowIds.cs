using System.Security.Cryptography;
using System.Text;

namespace Weir.Gateway.Lasting;

/// <summary>
/// Ids of ledger rows that are booked after the call that caused them: the same whenever and however often they are made, so that the ledger refuses a second booking. Has the form of
/// <see cref="Metering.Ledger.RequestIds"/>: a time, then 80 bits of what names the row.
/// </summary>
internal static class RowIds
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The id of the row that these names name.</summary>
    /// <param name="milliseconds">Its time, in unix milliseconds.</param>
    /// <param name="names">What there is only one of.</param>
    public static string Of(long milliseconds, params ReadOnlySpan<string> names)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names)));
        var bits = new UInt128((ulong)milliseconds << 16 | BitConverter.ToUInt16(hash, 8), BitConverter.ToUInt64(hash));
        return "req_" + string.Create(26, bits, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)(ulong)rest & 31];
                rest >>= 5;
            }
        });
    }
}
