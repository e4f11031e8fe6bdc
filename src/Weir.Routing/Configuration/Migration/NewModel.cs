namespace Weir.Routing.Configuration.Migration;

/// <summary>A model to be written: its id, and its other keys with their values in YAML's short form.</summary>
internal sealed record NewModel(string Id, IReadOnlyList<(string Key, string Value)> Rest)
{
    public string Flow() => Rest.Count == 0 ? YamlText.Scalar(Id) : $"{{id: {YamlText.Scalar(Id)}, {string.Join(", ", Rest.Select(static pair => $"{pair.Key}: {pair.Value}"))}}}";
}
