using System.Text.RegularExpressions;

namespace Weir.Routing.Configuration.Values;

/// <summary>Addresses: absolute, http or https, without user and password. No message shows one: they hold keys now and then.</summary>
internal static partial class Urls
{
    private const string Example = "Write it like https://llm.example.com/v1.";

    public static Uri? Read(ScalarValue value, ProblemList problems) => Parse(value, value.Text, problems);

    /// <summary>True when the text is a URL once its <c>${VAR}</c> parts are filled.</summary>
    public static bool CheckTemplate(ScalarValue value, ProblemList problems)
    {
        var filled = value.Text.StartsWith("${", StringComparison.Ordinal) ? Variable().Replace(value.Text, "http://x", 1) : value.Text;
        return Parse(value, Variable().Replace(filled, "1"), problems) is not null;
    }

    private static Uri? Parse(ScalarValue value, string text, ProblemList problems)
    {
        var wrong = !Uri.TryCreate(text, UriKind.Absolute, out var url) || text.Any(char.IsWhiteSpace) ? "is not a URL."
            : url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps ? $"has the scheme {Quote.Of(url.Scheme)}; only http and https are spoken."
            : url.UserInfo.Length > 0 ? "holds a user name or a password."
            : url.Host.Length == 0 ? "names no host."
            : url.Fragment.Length > 0 ? "holds a '#'."
            : null;
        if (wrong is not null)
        {
            problems.Error(value.Node, wrong, wrong.Contains("password", StringComparison.Ordinal) ? "Take it out of the URL; a key belongs in api_key or headers." : Example);
            return null;
        }

        return url;
    }

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
