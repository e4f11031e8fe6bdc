using System.Text;

namespace Weir.Dialects.Conversations;

/// <summary>Text documents in base64.</summary>
public static class Base64Text
{
    /// <summary>The text in the base64 of its UTF-8; the base64 itself where it is damaged.</summary>
    public static string Decode(string base64)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return base64;
        }
    }
}
