using Weir.Routing.Configuration;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.RouteTests;

/// <summary>Reads the YAML of <c>weir config test</c>. Bad input gives problems, all at once, never an exception.</summary>
public static class RouteTestFile
{
    private const string Example = "Write it like '- {model: coding, key: ci, expect: [a/x, b/y]}'.";

    private static readonly string[] Known = ["model", "key", "operation", "body", "expect"];

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">Name of the file, for messages.</param>
    public static RouteTestLoad Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new ProblemList(file);
        var tests = new List<RouteTest>();
        if (new YamlReader(problems).Read(text.TrimStart('\uFEFF')) is { } root)
        {
            if (root.Kind != NodeKind.Mapping || Find(root, "tests") is not { Kind: NodeKind.List, Items.Count: > 0 } list)
            {
                problems.Error(root, "there are no tests.", "Start with 'tests:' and a '- ' line for each. " + Example);
            }
            else
            {
                foreach (var entry in root.Entries.Where(static entry => entry.Key.Text is not ("tests" or "keys")))
                {
                    problems.Error(entry.Key, $"unknown key '{entry.Key.Text}'.", "Known here: tests, keys.");
                }

                var keys = Keys(Find(root, "keys"), problems);
                tests.AddRange(list.Items.Select(item => Read(item, keys, problems)).OfType<RouteTest>());
            }
        }
        else if (!problems.HasErrors)
        {
            problems.Error(0, 0, "", "the file is empty.", "Start with 'tests:'. " + Example);
        }

        return new RouteTestLoad(problems.HasErrors ? [] : tests, problems.InFileOrder());
    }

    private static RouteTest? Read(ConfigNode node, Dictionary<string, IReadOnlyList<string>> keys, ProblemList problems)
    {
        if (node.Kind != NodeKind.Mapping)
        {
            problems.Error(node, "a test is a mapping.", Example);
            return null;
        }

        foreach (var entry in node.Entries.Where(static entry => !Known.Contains(entry.Key.Text)))
        {
            problems.Error(entry.Key, $"unknown key '{entry.Key.Text}'.", $"Known here: {string.Join(", ", Known)}.");
        }

        var body = Find(node, "body");
        if (body is { Kind: not NodeKind.Mapping })
        {
            problems.Error(body, "takes a mapping: the request as a client would send it.", null);
        }

        var (model, key) = (Text(node, "model", problems), Text(node, "key", problems));
        if (model is null && body is null)
        {
            problems.Error(node, "the test names no model.", Example);
        }

        var (targets, error) = Expectation(node, problems);
        return new RouteTest
        {
            Line = node.Line,
            Model = model,
            Key = key,
            Models = key is null ? null : keys.GetValueOrDefault(key),
            Operation = Text(node, "operation", problems),
            Body = body is { Kind: NodeKind.Mapping } ? NodeJson.Of(body) : null,
            Expected = targets,
            ExpectedError = error,
        };
    }

    private static (IReadOnlyList<string>? Targets, string? Error) Expectation(ConfigNode test, ProblemList problems)
    {
        switch (Find(test, "expect"))
        {
            case { Kind: NodeKind.List } list when list.Items.TrueForAll(static item => item.Kind == NodeKind.Scalar && !item.IsNull):
                return ([.. list.Items.Select(static item => item.Text)], null);
            case { Kind: NodeKind.Scalar, IsNull: false } one:
                return ([one.Text], null);
            case { Kind: NodeKind.Mapping, Entries: [{ Key.Text: "error", Value: { Kind: NodeKind.Scalar, IsNull: false } code }] }:
                return (null, code.Text);
            case { Kind: NodeKind.Refused }:
                return ([], null);
            case var other:
                problems.Error(other ?? test, "the test expects nothing that can be checked.", "Write 'expect: [a/x, b/y]' or 'expect: {error: model_not_available}'.");
                return ([], null);
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Keys(ConfigNode? node, ProblemList problems)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (node is { Kind: not NodeKind.Mapping })
        {
            problems.Error(node, "takes a mapping of names.", "Write it like 'keys: {ci: [coding, lab/*]}'.");
        }

        foreach (var (name, models) in node?.Entries ?? [])
        {
            if (models.Kind == NodeKind.List && models.Items.TrueForAll(static item => item.Kind == NodeKind.Scalar))
            {
                keys[name.Text] = [.. models.Items.Select(static item => item.Text)];
            }
            else
            {
                problems.Error(models, "takes a list of models; [] for all.", "Write it like 'keys: {ci: [coding, lab/*]}'.");
            }
        }

        return keys;
    }

    private static string? Text(ConfigNode node, string name, ProblemList problems)
    {
        switch (Find(node, name))
        {
            case null:
                return null;
            case { Kind: NodeKind.Scalar, IsNull: false, Text.Length: > 0 } text:
                return text.Text;
            case var other:
                problems.Error(other, "takes a text.", null);
                return null;
        }
    }

    private static ConfigNode? Find(ConfigNode node, string name) => node.Entries.Find(entry => entry.Key.Text == name).Value;
}

/// <summary>What reading a file of tests gave.</summary>
/// <param name="Tests">In the order of the file; none when there are errors.</param>
/// <param name="Problems">All errors, in the order of the file.</param>
public sealed record RouteTestLoad(IReadOnlyList<RouteTest> Tests, IReadOnlyList<ConfigProblem> Problems);
