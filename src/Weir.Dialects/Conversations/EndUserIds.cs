using System.Security.Cryptography;
using System.Text;

namespace Weir.Dialects.Conversations;

/// <summary>Ids of end users, brought to the length that OpenAI takes. Claude Code's is a JSON object of some 200 characters, with which every request would be refused.</summary>
public static class EndUserIds
{
    private const int Longest = 64;

    /// <summary>The id itself where it has at most 64 characters, else a hash of it that has exactly so many: always the same for the same id.</summary>
    public static string Fit(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length <= Longest ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
