using System.Globalization;
using Weir.Credentials;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Migration;

/// <summary>A weir.yaml that is put together from another program's file, with what is to be said about it.</summary>
/// <param name="names">Names that keys are stored under, by connection.</param>
internal sealed class NewConfig(IReadOnlyDictionary<string, string> names)
{
    private readonly List<NewConnection> _connections = [];
    private readonly List<string> _notes = [];
    private readonly List<MovedKey> _keys = [];

    public List<string> Urls { get; } = [];

    /// <summary>Targets by chain.</summary>
    public Dictionary<string, List<string>> Chains { get; } = new(StringComparer.Ordinal);

    /// <summary>Models that are added to the catalogue, or changed in it, by provider.</summary>
    public Dictionary<string, List<NewModel>> Models { get; } = new(StringComparer.Ordinal);

    public void Note(ConfigNode at, string words) => _notes.Add(string.Create(CultureInfo.InvariantCulture, $"Line {at.Line}: {words}"));

    public void Note(string words) => _notes.Add(words);

    public void Left(ConfigNode at, string why) => Note(at, $"{at.Path} is left: {why}");

    public void Add(NewConnection connection) => _connections.Add(connection);

    /// <summary>Has a key that stood in the old file kept in the secret store.</summary>
    public void MoveKey(NewConnection connection, ConfigNode at, string key)
    {
        connection.KeptKey = names.GetValueOrDefault(connection.Name, connection.Name);
        _keys.Add(new MovedKey(connection.KeptKey, connection.Name, connection.Type, new Secret(key)));
        Note(at, $"{Quote.Of(connection.Name)}: the key goes to the secret store, under {Quote.Of(connection.KeptKey)}.");
    }

    /// <summary>A name for a connection that no other has: without white space and slashes, which can't be in one.</summary>
    public string NameFor(string wanted)
    {
        var name = new string([.. wanted.Trim().Select(static letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-')]).Trim('-');
        name = name.Length == 0 ? "connection" : name;
        var free = name;
        for (var number = 2; _connections.Exists(connection => connection.Name == free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return free;
    }

    public MigratedConfig Finish(ConfigSource source)
    {
        var yaml = new YamlText().Line(0, "version: 2");
        if (_connections.Count > 0)
        {
            yaml.Line(0, "providers:");
            _connections.ForEach(connection => connection.Write(yaml));
        }

        if (Chains.Count > 0)
        {
            yaml.Line(0, "chains:");
            foreach (var (name, targets) in Chains)
            {
                yaml.Line(1, $"{YamlText.Scalar(name)}:").Line(2, $"targets: {YamlText.List(targets)}");
            }
        }

        if (Models.Count > 0)
        {
            yaml.Line(0, "catalog:").Line(1, "providers:");
            foreach (var (provider, models) in Models)
            {
                yaml.Line(2, $"- id: {YamlText.Scalar(provider)}").Line(3, "models:");
                models.ForEach(model => yaml.Line(4, "- " + model.Flow()));
            }
        }

        if (Urls.Count > 0)
        {
            yaml.Line(0, "server:").Line(1, $"urls: {YamlText.List(Urls)}");
        }

        return new MigratedConfig(source, yaml.ToString(), _notes, _keys);
    }
}
