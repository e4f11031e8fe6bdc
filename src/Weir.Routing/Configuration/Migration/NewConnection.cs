namespace Weir.Routing.Configuration.Migration;

/// <summary>A block of <c>providers</c> to be written.</summary>
internal sealed class NewConnection
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public string? AuthMethod { get; set; }

    /// <summary>A reference such as <c>${VAR}</c>; never a key.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The name in <c>{keychain: NAME}</c>.</summary>
    public string? KeptKey { get; set; }

    public string? BaseUrl { get; set; }

    public string? Dialect { get; set; }

    public IReadOnlyList<string> Env { get; set; } = [];

    public Dictionary<string, string> Auth { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Timeouts { get; } = new(StringComparer.Ordinal);

    public List<NewModel> Models { get; } = [];

    public bool IncludesUsage { get; set; } = true;

    public bool IsEnabled { get; set; } = true;

    public void Write(YamlText yaml)
    {
        yaml.Line(1, $"- name: {YamlText.Scalar(Name)}")
            .Pair(2, "type", Type)
            .Pair(2, "auth_method", AuthMethod)
            .Pair(2, "api_key", KeptKey is null ? ApiKey : null);
        if (KeptKey is not null)
        {
            yaml.Line(2, $"api_key: {{keychain: {YamlText.Scalar(KeptKey)}}}");
        }

        yaml.Pair(2, "base_url", BaseUrl).Pair(2, "dialect", Dialect);
        if (Env.Count > 0)
        {
            yaml.Line(2, $"env: {YamlText.List(Env)}");
        }

        WriteMap(yaml, "auth", Auth);
        WriteMap(yaml, "variables", Variables);
        WriteMap(yaml, "headers", Headers);
        WriteMap(yaml, "timeouts", Timeouts);
        if (Models.Count > 0)
        {
            yaml.Line(2, "models:");
            Models.ForEach(model => yaml.Line(3, "- " + model.Flow()));
        }

        if (!IncludesUsage)
        {
            yaml.Line(2, "include_usage: false");
        }

        if (!IsEnabled)
        {
            yaml.Line(2, "enabled: false");
        }
    }

    private static void WriteMap(YamlText yaml, string key, Dictionary<string, string> entries)
    {
        if (entries.Count > 0)
        {
            yaml.Line(2, $"{key}:");
            foreach (var (name, value) in entries)
            {
                yaml.Pair(3, name, value);
            }
        }
    }
}
