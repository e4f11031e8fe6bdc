using System.Text.RegularExpressions;
using Weir.Catalog;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Migration;

/// <summary>OpenCode's opencode.json: each block of <c>provider</c> becomes a connection. What is the client's own business is left.</summary>
/// <param name="catalog">Providers that need no address.</param>
/// <param name="folder">Where the file lies: the files it names are relative to it.</param>
/// <param name="names">Names that keys are stored under, by connection.</param>
internal sealed partial class OpenCodeSettings(IProviderCatalog catalog, string folder, IReadOnlyDictionary<string, string> names)
{
    private readonly NewConfig _new = new(names);

    public MigratedConfig Convert(ConfigNode root)
    {
        var disabled = Ids(root, "disabled_providers") ?? [];
        var enabled = Ids(root, "enabled_providers");
        foreach (var (key, value) in VersionOne.Value(root, "provider")?.Entries ?? [])
        {
            AddProvider(key, value, !disabled.Contains(key.Text) && enabled?.Contains(key.Text) != false);
        }

        foreach (var (key, _) in root.Entries.Where(static entry => entry.Key.Text is not ("provider" or "$schema" or "disabled_providers" or "enabled_providers")))
        {
            _new.Left(key, key.Text is "model" or "small_model" ? "which model a client asks for is its own choice." : "it is the client's, not the gateway's.");
        }

        _new.Note("Keys that OpenCode keeps in auth.json are taken over by: weir auth import opencode");
        return _new.Finish(ConfigSource.OpenCode);
    }

    private void AddProvider(ConfigNode id, ConfigNode block, bool isEnabled)
    {
        var npm = VersionOne.Value(block, "npm")?.Text;
        var isKnown = catalog.TryGetProvider(id.Text, out _);
        var (type, dialect) = isKnown ? (id.Text, null) : TypeOf(npm);
        if (!isKnown && npm is not null && !IsRead(npm))
        {
            _new.Note(id, $"{Quote.Of(id.Text)}: the package {Quote.Of(npm)} is not known; the server is taken for one in OpenAI's shape.");
        }

        var connection = new NewConnection { Name = _new.NameFor(id.Text), Type = type, Dialect = dialect, IsEnabled = isEnabled };
        foreach (var (key, value) in block.Entries)
        {
            switch (key.Text)
            {
                case "npm" or "name" or "id":
                    break;
                case "api":
                    connection.BaseUrl ??= Address(value.Text);
                    break;
                case "env":
                    connection.Env = [.. value.Items.Select(static item => item.Text)];
                    break;
                case "options":
                    value.Entries.ForEach(option => AddOption(connection, option));
                    break;
                case "models":
                    value.Entries.ForEach(model => AddModel(connection, isKnown, OpenCodeModels.Convert(model, _new)));
                    break;
                case "whitelist" when isKnown:
                    connection.Models.AddRange(value.Items.Select(static item => new NewModel(item.Text, [])));
                    break;
                default:
                    _new.Left(key, "Weir has no such setting of a connection.");
                    break;
            }
        }

        if (!isKnown && connection.BaseUrl is null)
        {
            _new.Note(id, $"{Quote.Of(connection.Name)} needs a base_url.");
        }

        _new.Add(connection);
    }

    private void AddModel(NewConnection connection, bool isKnown, NewModel model)
    {
        var into = !isKnown ? connection.Models : _new.Models.TryGetValue(connection.Type, out var list) ? list : _new.Models[connection.Type] = [];
        into.Add(model);
    }

    private void AddOption(NewConnection connection, ConfigEntry option)
    {
        var (key, value) = option;
        switch (key.Text)
        {
            case "apiKey" when value.Text.Length > 0:
                AddKey(connection, value);
                break;
            case "baseURL" or "endpoint" when value.Text.Length > 0:
                connection.BaseUrl = Address(value.Text);
                break;
            case "headers" when value.Kind == NodeKind.Mapping:
                value.Entries.ForEach(header => AddHeader(connection, header));
                break;
            case "timeout" when value.Text == "false":
                break;
            case "headerTimeout" or "timeout" when IsNumber(value):
                connection.Timeouts["first_byte"] = value.Text + "ms";
                break;
            case "chunkTimeout" when IsNumber(value):
                connection.Timeouts["idle"] = value.Text + "ms";
                break;
            case "includeUsage" when value.Text is "true" or "false":
                connection.IncludesUsage = value.Text == "true";
                break;
            case "region" or "profile" when connection.Type == "amazon-bedrock":
                connection.Auth[key.Text] = Filled(value.Text);
                break;
            case "resourceName" when connection.Type is "azure" or "azure-cognitive-services":
                connection.Variables[connection.Type == "azure" ? "AZURE_RESOURCE_NAME" : "AZURE_COGNITIVE_SERVICES_RESOURCE_NAME"] = Filled(value.Text);
                break;
            case "project" or "location" when connection.Type is "google-vertex" or "google-vertex-anthropic":
                connection.Variables[key.Text == "project" ? "GOOGLE_VERTEX_PROJECT" : "GOOGLE_VERTEX_LOCATION"] = Filled(value.Text);
                break;
            default:
                _new.Left(key, "Weir has no such setting of a connection.");
                break;
        }
    }

    private void AddKey(NewConnection connection, ConfigNode value)
    {
        var filled = Filled(value.Text);
        if (PlainKeys.Of(new ConfigNode(NodeKind.Scalar, value.Path, value.Line, value.Column) { Text = filled }) is { } key)
        {
            _new.MoveKey(connection, value, key);
        }
        else
        {
            connection.ApiKey = filled;
        }
    }

    private void AddHeader(NewConnection connection, ConfigEntry header)
    {
        var value = Filled(header.Value.Text);
        connection.Headers[header.Key.Text] = value;
        if (!value.Contains("${", StringComparison.Ordinal) && MayBeSecret().IsMatch(header.Key.Text))
        {
            _new.Note(header.Key, $"The header {Quote.Of(header.Key.Text)} may be a secret, and stands in the new file as it stood here: put it into a variable.");
        }
    }

    /// <summary>OpenCode fills <c>${NAME}</c> in addresses as well.</summary>
    private string Address(string text) => References().Replace(text, Reference);

    private string Filled(string text) => References().Replace(text.Replace("${", "$${", StringComparison.Ordinal), Reference);

    private string Reference(Match match)
    {
        var name = match.Groups["name"].Value.Trim();
        return match.Groups["kind"].Value == "env" ? $"${{{name}}}"
            : $"{{file:{(name.StartsWith("~/", StringComparison.Ordinal) ? name : Path.GetFullPath(name, folder))}}}";
    }

    private static (string Type, string? Dialect) TypeOf(string? npm) => npm switch
    {
        "@ai-sdk/anthropic" => ("anthropic", null),
        "@ai-sdk/google" => ("google", null),
        "@ai-sdk/mistral" => ("mistral", null),
        "@ai-sdk/cohere" => ("cohere", null),
        "@ai-sdk/openai" => (LocalRouterTypes.Compatible, DialectNames.OpenAiResponses),
        _ => (LocalRouterTypes.Compatible, null),
    };

    private static bool IsRead(string npm) => npm == "@ai-sdk/openai-compatible" || TypeOf(npm) != (LocalRouterTypes.Compatible, null);

    private static bool IsNumber(ConfigNode node) => node is { Kind: NodeKind.Scalar, IsPlain: true, Text.Length: > 0 } && node.Text.All(char.IsAsciiDigit);

    private static HashSet<string>? Ids(ConfigNode root, string key) => VersionOne.Value(root, key) is { Kind: NodeKind.List } list ? [.. list.Items.Select(static item => item.Text)] : null;

    [GeneratedRegex(@"\{(?<kind>env|file):(?<name>[^{}]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex References();

    [GeneratedRegex("auth|key|token|secret|cookie", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MayBeSecret();
}
