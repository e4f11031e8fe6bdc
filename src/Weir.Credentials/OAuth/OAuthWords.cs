namespace Weir.Credentials.OAuth;

/// <summary>Words that stored credentials and configs use for OAuth.</summary>
public static class OAuthWords
{
    /// <summary>The name of the auth method.</summary>
    public const string Method = "oauth";
}
