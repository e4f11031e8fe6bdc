using System.Security.Cryptography;
using System.Text;

namespace Weir.Dialects.Conversations;

/// <summary>Ids of end users, brought to the length that another dialect takes. Claude Code's is a JSON object of some 200 characters; OpenAI refuses more than 64.</summary>
public static class EndUserIds
{
    /// <summary>The id itself where it is short enough, else a hash of it: 64 characters, always the same for the same id.</summary>
    /// <param name="id">The id as the client gave it.</param>
    /// <param name="longest">The longest id that is taken, in characters; 64 or more.</param>
    public static string Fit(string id, int longest = 64)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 64);
        return id.Length <= longest ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
