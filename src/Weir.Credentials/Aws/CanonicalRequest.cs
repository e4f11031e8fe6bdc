using System.Text;

namespace Weir.Credentials.Aws;

/// <summary>The text of a request that Signature Version 4 signs. Pure; headers, path and query are as they go on the wire.</summary>
internal static class CanonicalRequest
{
    private const string Unreserved = "-._~";

    /// <param name="method">GET, POST, ...</param>
    /// <param name="path">The path on the wire, with its percent signs.</param>
    /// <param name="query">The query without the question mark.</param>
    /// <param name="headers">The headers to sign: lower-case names, in ordinal order, values cleaned by <see cref="Clean"/>.</param>
    /// <param name="bodyHash">SHA-256 of the body, lower-case hex.</param>
    public static string Write(string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers, string bodyHash)
    {
        var text = new StringBuilder();
        text.Append(method).Append('\n').Append(Path(path)).Append('\n').Append(Query(query)).Append('\n');
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        return text.Append('\n').Append(SignedHeaders(headers)).Append('\n').Append(bodyHash).ToString();
    }

    public static string SignedHeaders(IReadOnlyList<KeyValuePair<string, string>> headers) => string.Join(';', headers.Select(static header => header.Key));

    /// <summary>A header value as it is signed: trimmed, runs of white space as one space.</summary>
    public static string Clean(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// The path without dots and empty segments, each segment encoded once more than it is on the wire: every service but S3 reads it so.
    /// <c>/model/a%3A0/converse</c> becomes <c>/model/a%253A0/converse</c>, and <c>/model/a:0/converse</c> becomes <c>/model/a%3A0/converse</c>.
    /// </summary>
    public static string Path(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                if (kept.Count > 0)
                {
                    kept.RemoveAt(kept.Count - 1);
                }
            }
            else if (segment != ".")
            {
                kept.Add(Encode(segment));
            }
        }

        if (kept.Count == 0)
        {
            return "/";
        }

        var end = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal) ? "/" : "";
        return "/" + string.Join('/', kept) + end;
    }

    /// <summary>Names and values encoded the one way AWS knows, in the order of the encoded names, then values.</summary>
    public static string Query(string query) => string.Join('&', query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(static part => part.Split('=', 2))
        .Select(static pair => (Name: Recode(pair[0]), Value: pair.Length > 1 ? Recode(pair[1]) : ""))
        .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(static pair => pair.Value, StringComparer.Ordinal)
        .Select(static pair => pair.Name + "=" + pair.Value));

    private static string Recode(string wire) => Encode(Uri.UnescapeDataString(wire));

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || Unreserved.Contains((char)octet))
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(octet.ToString("X2", null));
            }
        }

        return encoded.ToString();
    }
}
