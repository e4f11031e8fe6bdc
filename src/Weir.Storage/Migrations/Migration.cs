using System.Security.Cryptography;
using System.Text;

namespace Weir.Storage.Migrations;

/// <summary>One step of a room's tables. Never edited once released: its checksum is in every database.</summary>
/// <param name="Number">1 for the first; ascending within its scope.</param>
/// <param name="Name">In words, e.g. <c>create-keys</c>.</param>
/// <param name="Sql">The statements.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the statements in hex. Line ends don't count: a checkout may change them.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
