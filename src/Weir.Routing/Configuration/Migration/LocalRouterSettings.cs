using Weir.Catalog;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Migration;

/// <summary>
/// LocalRouter's settings.yaml: providers become connections, the ordered models of a strategy a chain, overridden prices the catalogue's.
/// Its keys lie in the system's keychain under names of its own, and are not read.
/// </summary>
internal sealed class LocalRouterSettings(IProviderCatalog catalog, IReadOnlyDictionary<string, string> names)
{
    private const string TypeKey = "provider_type";

    private readonly NewConfig _new = new(names);

    /// <summary>Connections by LocalRouter's name.</summary>
    private readonly Dictionary<string, NewConnection> _byName = new(StringComparer.Ordinal);

    public static bool Is(ConfigNode root) => VersionOne.Providers(root).Any(static provider => VersionOne.Value(provider, TypeKey) is not null)
        || (VersionOne.Value(root, "strategies") is not null && VersionOne.Value(root, "clients") is not null);

    public MigratedConfig Convert(ConfigNode root)
    {
        VersionOne.Providers(root).ToList().ForEach(AddProvider);
        foreach (var (key, value) in root.Entries)
        {
            switch (key.Text)
            {
                case "version" or "providers":
                    break;
                case "server":
                    AddServer(value);
                    break;
                case "strategies" or "routers":
                    value.Items.ForEach(AddChain);
                    break;
                case "pricing_overrides":
                    value.Entries.ForEach(AddPrices);
                    break;
                case "clients":
                    value.Items.ForEach(client => _new.Note(client, $"The client {Quote.Of(Text(client, "name") ?? "")} needs a key of Weir's: weir keys create {YamlText.Scalar(Text(client, "name") ?? "NAME")}"));
                    break;
                default:
                    _new.Left(key, "it has no place in Weir.");
                    break;
            }
        }

        return _new.Finish(ConfigSource.LocalRouter);
    }

    private void AddProvider(ConfigNode provider)
    {
        var written = VersionOne.Value(provider, TypeKey) ?? provider;
        var old = Text(provider, "name") ?? written.Text;
        var known = LocalRouterTypes.Find(written.Text);
        var connection = new NewConnection { Name = _new.NameFor(old), Type = known?.Type ?? LocalRouterTypes.Compatible, BaseUrl = known?.BaseUrl, IsEnabled = Text(provider, "enabled") != "false" };
        _byName[old] = connection;
        if (connection.Name != old)
        {
            _new.Note(provider, $"{Quote.Of(old)} is called {Quote.Of(connection.Name)} now: names hold no spaces and slashes.");
        }

        foreach (var (key, value) in provider.Entries)
        {
            switch (key.Text)
            {
                case "name" or TypeKey or "enabled" or "api_key_ref":
                    break;
                case "provider_config":
                    value.Entries.ForEach(setting => AddSetting(connection, setting));
                    break;
                default:
                    _new.Left(key, "it has no place in a connection.");
                    break;
            }
        }

        if (known is null)
        {
            _new.Note(written, $"The type {Quote.Of(written.Text)} is not known; it is taken for a server in OpenAI's shape{(connection.BaseUrl is null ? ", and needs a base_url" : "")}.");
        }
        else if (connection is { Type: LocalRouterTypes.Compatible, BaseUrl: null })
        {
            _new.Note(provider, $"{Quote.Of(connection.Name)} needs a base_url.");
        }

        SayKey(connection, provider, written.Text, Text(provider, "api_key_ref") ?? old);
        _new.Add(connection);
    }

    private void SayKey(NewConnection connection, ConfigNode provider, string type, string entry)
    {
        if (LocalRouterTypes.IsSignIn(type))
        {
            connection.AuthMethod = "oauth";
            _new.Note(provider, $"{Quote.Of(connection.Name)}: sign in anew: weir auth login {connection.Name}");
        }
        else if (connection.KeptKey is null && connection.ApiKey is null && !TakesNoKey(connection))
        {
            _new.Note(provider, $"{Quote.Of(connection.Name)}: its key is in the keychain, entry 'LocalRouter-Providers', account {Quote.Of(entry)}, and is not read. Hand it over: weir auth login {connection.Name} --method api");
        }
    }

    private bool TakesNoKey(NewConnection connection) =>
        catalog.TryGetProvider(connection.Type, out var provider) && provider.AuthMethods.Any(static method => method.Method == "none") && connection.Type != LocalRouterTypes.Compatible;

    private void AddSetting(NewConnection connection, ConfigEntry setting)
    {
        var (key, value) = setting;
        switch (key.Text)
        {
            case "base_url" or "endpoint" when value.Text.Length > 0:
                connection.BaseUrl = connection.Type == "ollama" && !value.Text.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) ? value.Text.TrimEnd('/') + "/v1" : value.Text;
                break;
            case "api_key" when PlainKeys.Of(value) is { } plain:
                _new.MoveKey(connection, value, plain);
                break;
            case "api_key" when !value.IsNull:
                connection.ApiKey = value.Text;
                break;
            case "timeout_seconds" when value.Kind == NodeKind.Scalar:
                connection.Timeouts["first_byte"] = value.Text + "s";
                break;
            case "organization":
                connection.Headers["OpenAI-Organization"] = value.Text;
                break;
            case "app_name":
                connection.Headers["X-Title"] = value.Text;
                break;
            case "app_url":
                connection.Headers["HTTP-Referer"] = value.Text;
                break;
            case "account_id":
                connection.Variables["CLOUDFLARE_ACCOUNT_ID"] = value.Text;
                break;
            case "extra_headers" when value.Kind == NodeKind.Mapping:
                value.Entries.ForEach(header => connection.Headers[header.Key.Text] = header.Value.Text);
                break;
            case "custom_headers" when value.Kind == NodeKind.Scalar:
                AddHeaderLines(connection, value);
                break;
            default:
                _new.Left(key, "Weir has no such setting.");
                break;
        }
    }

    private static void AddHeaderLines(NewConnection connection, ConfigNode lines)
    {
        foreach (var line in lines.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value])
            {
                connection.Headers[name] = value;
            }
        }
    }

    private void AddServer(ConfigNode server)
    {
        if (Text(server, "host") is { } host && Text(server, "port") is { } port)
        {
            _new.Urls.Add($"http://{host}:{port}");
        }

        foreach (var (key, _) in server.Entries.Where(static entry => entry.Key.Text is not ("host" or "port")))
        {
            _new.Left(key, "Weir has no such setting.");
        }
    }

    private void AddChain(ConfigNode strategy)
    {
        var name = Text(strategy, "name") ?? "strategy";
        var ordered = VersionOne.Value(strategy, "auto_config") is { Kind: NodeKind.Mapping } auto ? VersionOne.Value(auto, "prioritized_models")?.Items ?? [] : [];
        List<string> targets = [.. ordered.Where(pair => pair.Items.Count == 2 && _byName.ContainsKey(pair.Items[0].Text)).Select(pair => $"{_byName[pair.Items[0].Text].Name}/{pair.Items[1].Text}")];
        if (targets.Count == 0)
        {
            _new.Left(strategy, $"the strategy {Quote.Of(name)} names no models in an order that a chain could keep.");
            return;
        }

        var chain = new string([.. name.Select(static letter => char.IsWhiteSpace(letter) || letter == '/' ? '-' : letter)]);
        _new.Chains[chain] = targets;
        _new.Note(strategy, $"The order of models of {Quote.Of(name)} became the chain {Quote.Of(chain)}; permissions and rate limits of it are left: weir keys create has them for each key.");
    }

    private void AddPrices(ConfigEntry prices)
    {
        if (!_byName.TryGetValue(prices.Key.Text, out var connection))
        {
            _new.Left(prices.Key, "there is no provider of this name.");
            return;
        }

        foreach (var (model, price) in prices.Value.Entries)
        {
            if (Text(price, "input_per_million") is { } input && Text(price, "output_per_million") is { } output)
            {
                var into = _new.Models.TryGetValue(connection.Type, out var list) ? list : _new.Models[connection.Type] = [];
                into.RemoveAll(known => known.Id == model.Text);
                into.Add(new NewModel(model.Text, [("cost", $"{{input: {input}, output: {output}}}")]));
            }
        }
    }

    private static string? Text(ConfigNode mapping, string key) => mapping.Kind == NodeKind.Mapping && VersionOne.Value(mapping, key) is { Kind: NodeKind.Scalar, IsNull: false } value ? value.Text : null;
}
