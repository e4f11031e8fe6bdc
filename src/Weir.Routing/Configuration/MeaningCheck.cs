using System.Globalization;
using Weir.Catalog;
using Weir.Routing.Names;

namespace Weir.Routing.Configuration;

/// <summary>Checks what a shape can't: names that are taken or dangle, keys in plain text, methods a provider does not have.</summary>
internal sealed class MeaningCheck(IProviderCatalog catalog, ProblemList problems)
{
    public void Check(MapNode root)
    {
        var overlaid = ConfigReader.Items((root["catalog"] as MapNode)?["providers"]).OfType<MapNode>().Select(static provider => ConfigReader.Text(provider, "id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var blocks = ConfigReader.Items(root["providers"]);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is MapNode block)
            {
                CheckConnection(block, string.Create(CultureInfo.InvariantCulture, $"providers[{i}]"), names, overlaid);
            }
        }

        var known = names.Concat(catalog.Providers.Select(static provider => provider.Id)).Concat(overlaid).ToHashSet(StringComparer.Ordinal);
        CheckAliases(root, known);
        CheckChains(root, known);
    }

    private void CheckConnection(MapNode block, string path, HashSet<string> names, HashSet<string> overlaid)
    {
        if (block["name"] is ScalarNode name)
        {
            if (name.Value.Length is 0 or > 64 || name.Value.Any(static character => character is '/' or '*' || char.IsWhiteSpace(character) || char.IsControl(character)))
            {
                problems.Error(name, path + ".name", "A connection's name has 1 to 64 characters, none of them a slash, a star or a space.", "It stands before the slash in connection/model.");
            }
            else if (!names.Add(name.Value))
            {
                problems.Error(name, path + ".name", $"Another connection is named \"{name.Value}\" already.", "Give this one another name.");
            }
        }

        if (block["type"] is ScalarNode type)
        {
            CheckType(block, type, path, overlaid);
        }

        if (block["api_key"] is ScalarNode key)
        {
            CheckKey(key, path);
        }
    }

    private void CheckType(MapNode block, ScalarNode type, string path, HashSet<string> overlaid)
    {
        if (!catalog.TryGetProvider(type.Value, out var provider))
        {
            if (block["base_url"] is null && !overlaid.Contains(type.Value))
            {
                var nearest = NearestNames.Find(type.Value, catalog.Providers.Select(static known => known.Id), 3);
                problems.Error(type, path + ".type", $"The catalogue has no provider \"{type.Value}\".", nearest.Count > 0 ? $"Did you mean {string.Join(" or ", nearest)}? A provider of your own needs base_url." : "A provider of your own needs base_url; `weir providers list` shows the others.");
            }

            return;
        }

        if (block["auth_method"] is ScalarNode method && block["base_url"] is null && !provider.AuthMethods.Any(offered => offered.Method == method.Value))
        {
            problems.Error(method, path + ".auth_method", $"{provider.Name} does not sign in by \"{method.Value}\".", $"It has: {string.Join(", ", provider.AuthMethods.Select(static offered => offered.Method).Distinct())}.");
        }

        if (block["base_url"] is null && provider.BaseUrl is null && provider.Dialect != DialectNames.Simulator)
        {
            problems.Error(type, path, $"A connection of type {type.Value} needs base_url.", "Add the address of the server, e.g. base_url: http://127.0.0.1:8000/v1.");
        }
    }

    private void CheckKey(ScalarNode key, string path)
    {
        if (key.Source is null && key.Value.Length > 0)
        {
            problems.Warn(key, path + ".api_key", "The key stands in the file in plain text.", "Put it into a variable and write ${NAME}, or into a file of its own and write {file: PATH}.");
        }

        if (key.Value.Trim().Any(static character => char.IsControl(character) || char.IsWhiteSpace(character) || character > '~'))
        {
            problems.Error(key, path + ".api_key", "The key has spaces, line breaks or characters that can't stand in an HTTP header.", "Copy it again, without quotes and line breaks.");
        }
    }

    private void CheckAliases(MapNode root, HashSet<string> known)
    {
        foreach (var (name, value) in (root["aliases"] as MapNode)?.Entries ?? [])
        {
            if (value is ScalarNode target)
            {
                CheckTarget(target, $"aliases.{name.Value}", known, null);
            }
        }
    }

    private void CheckChains(MapNode root, HashSet<string> known)
    {
        var aliases = (root["aliases"] as MapNode)?.Entries.Select(static entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in (root["chains"] as MapNode)?.Entries ?? [])
        {
            var targets = ConfigReader.Items((value as MapNode)?["targets"]);
            for (var i = 0; i < targets.Count; i++)
            {
                if (targets[i] is ScalarNode target)
                {
                    CheckTarget(target, string.Create(CultureInfo.InvariantCulture, $"chains.{name.Value}.targets[{i}]"), known, aliases);
                }
            }
        }
    }

    private void CheckTarget(ScalarNode target, string path, HashSet<string> known, HashSet<string>? aliases)
    {
        var slash = target.Value.IndexOf('/', StringComparison.Ordinal);
        if (aliases?.Contains(target.Value) == true)
        {
            return;
        }

        if (slash <= 0)
        {
            problems.Error(target, path, $"\"{target.Value}\" names no connection.", "Write connection/model.");
        }
        else if (!known.Contains(target.Value[..slash]))
        {
            var nearest = NearestNames.Find(target.Value[..slash], known, 1);
            problems.Error(target, path, $"There is no connection \"{target.Value[..slash]}\".", nearest is [var meant] ? $"Did you mean {meant}/{target.Value[(slash + 1)..]}?" : "Add it to providers.");
        }
    }
}
