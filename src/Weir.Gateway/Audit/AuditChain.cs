using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Gateway.Audit;

/// <summary>
/// The hash of a row: SHA-256 over its canonical bytes. Those are netstrings (length in bytes, a colon, the UTF-8 bytes, a comma) of the format's name and of every member
/// in order, the hash of the row before as the last. Lengths are written, so no two rows have the same bytes. Pure.
/// </summary>
internal static class AuditChain
{
    /// <summary>The first member of every row's bytes. Another way to write them gets another name.</summary>
    public const string Format = "weir-audit-1";

    /// <summary>What the first row has as the hash before.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>The row with its place in the chain, its link and its hash.</summary>
    public static AuditRow Link(AuditRow row, long number, string previousHash)
    {
        var linked = row with { Number = number, PreviousHash = previousHash };
        return linked with { Hash = HashOf(linked) };
    }

    /// <summary>Lower-case hex, 64 characters.</summary>
    public static string HashOf(AuditRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var member in (string[])
        [
            Format, Text(row.Number), Text(row.At), row.ActorKind, row.Actor, row.Address, row.Agent, row.Kind, row.Subject, Text(row.Times), row.Before, row.After, row.PreviousHash,
        ])
        {
            var bytes = Encoding.UTF8.GetBytes(member);
            hash.AppendData(Encoding.ASCII.GetBytes(Text(bytes.Length) + ":"));
            hash.AppendData(bytes);
            hash.AppendData(","u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
