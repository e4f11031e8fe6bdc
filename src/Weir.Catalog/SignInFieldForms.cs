namespace Weir.Catalog;

/// <summary>What an answer to a <see cref="SignInField"/> must look like.</summary>
public static class SignInFieldForms
{
    /// <summary>Any text; escaped where it goes into an address.</summary>
    public const string Text = "text";

    /// <summary>A host, with a port at most: <c>github.example.com</c>.</summary>
    public const string Host = "host";

    /// <summary>An http or https address without query: <c>https://gitlab.example.com</c>.</summary>
    public const string Url = "url";
}
