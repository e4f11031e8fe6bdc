using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Building;

/// <summary>Headers of a connection: sendable as they stand, and not those that belong to the transport.</summary>
internal sealed class HeaderReader(ProblemList problems)
{
    private static readonly HashSet<string> Transport = new(StringComparer.OrdinalIgnoreCase)
    {
        "connection", "content-length", "content-type", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
    };

    private static readonly string[] SecretWords = ["authorization", "api-key", "apikey", "token", "secret", "cookie"];

    public IReadOnlyDictionary<string, string> Read(IReadOnlyList<(ConfigNode Key, ScalarValue Value)> entries)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in entries)
        {
            if (key.Text.Length == 0 || !key.Text.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
            {
                problems.Error(key, $"{Quote.Of(key.Text)} can't be the name of a header.", "Use letters, digits and '-'.");
            }
            else if (Transport.Contains(key.Text))
            {
                problems.Error(key, $"the header {Quote.Of(key.Text)} is the transport's.", "Take it out.");
            }
            else if (value.Text.Any(char.IsControl))
            {
                problems.Error(value.Node, "a header can't hold a line break or another control character.", "Take it out.");
            }
            else if (!headers.TryAdd(key.Text, value.Text))
            {
                problems.Error(key, $"the header {Quote.Of(key.Text)} is there already.", "Keep one of them; capitals make no difference.");
            }

            if (value.Source is null && Array.Exists(SecretWords, word => key.Text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Warning(value.Node, "this header looks like a secret in plain text.", "Keep it out of the file: ${VAR}, {env: NAME} or {file: PATH}.");
            }
        }

        return headers;
    }
}
