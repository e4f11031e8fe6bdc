using System.Net;

namespace Weir.Credentials.OAuth.Loopback;

/// <summary>The small pages that the browser sees when it comes back.</summary>
internal static class LoopbackPage
{
    public static string Done => Page("Weir has the answer. You can close this page.");

    public static string Refused => Page("The provider refused the sign-in. You can close this page.");

    /// <summary>An answer that is none; the text is ours.</summary>
    public static string Ignored(string reason) => Page($"This is not the answer that Weir waits for. {reason}");

    /// <summary>Sends the fragment, which a browser keeps to itself, back to the same address.</summary>
    public static string Fragment(string nonce) =>
        $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Weir</title></head><body>
        <p id="text">Signing in...</p>
        <script nonce="{{nonce}}">
        const fragment = location.hash.slice(1), text = document.getElementById("text");
        history.replaceState(null, "", location.pathname);
        fetch(location.pathname, {method: "POST", body: new URLSearchParams(fragment)})
          .then(answer => { text.textContent = answer.ok ? "Weir has the answer. You can close this page." : "This is not the answer that Weir waits for."; })
          .catch(() => { text.textContent = "Weir does not listen any more. Start the sign-in again."; });
        </script>
        </body></html>
        """;

    private static string Page(string text) =>
        $"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Weir</title></head><body><p>{WebUtility.HtmlEncode(text)}</p></body></html>""";
}
