using System.Text.Json;

namespace Weir.Dialects.Tests.Kit;

/// <summary>Compares two JSON values by meaning: order of members, spelling of numbers, and null for a missing member make no difference. Everything else does.</summary>
internal static class JsonDifferences
{
    /// <summary>Fails with the paths that differ.</summary>
    /// <param name="expected">What was recorded.</param>
    /// <param name="actual">What was written.</param>
    /// <param name="explained">Paths (array indexes as <c>[]</c>) that may differ, each for a reason that stands beside it in the test.</param>
    public static void AssertNone(JsonElement expected, JsonElement actual, params IReadOnlyCollection<string> explained)
    {
        var found = new List<string>();
        Compare(expected, actual, "$", "$", explained, found);
        Assert.True(found.Count == 0, string.Join('\n', found.Take(20)));
    }

    private static void Compare(JsonElement expected, JsonElement actual, string path, string shape, IReadOnlyCollection<string> explained, List<string> found)
    {
        if (explained.Contains(shape))
        {
            return;
        }

        switch (expected.ValueKind, actual.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareMembers(expected, actual, path, shape, explained, found);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareItems(expected, actual, path, shape, explained, found);
                break;
            case (JsonValueKind.Number, JsonValueKind.Number) when expected.GetRawText() == actual.GetRawText() || expected.GetDouble().Equals(actual.GetDouble()):
                break;
            case (JsonValueKind.String, JsonValueKind.String) when expected.GetString() == actual.GetString():
                break;
            case var (left, right) when left == right && left is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                break;
            default:
                found.Add($"{path}: expected {Shown(expected)}, got {Shown(actual)}");
                break;
        }
    }

    private static void CompareMembers(JsonElement expected, JsonElement actual, string path, string shape, IReadOnlyCollection<string> explained, List<string> found)
    {
        foreach (var name in expected.EnumerateObject().Concat(actual.EnumerateObject()).Select(static member => member.Name).Distinct())
        {
            var (left, right) = (Member(expected, name), Member(actual, name));
            var (at, form) = ($"{path}.{name}", $"{shape}.{name}");
            if (left is null && right is null || explained.Contains(form))
            {
                continue;
            }

            if (left is null || right is null)
            {
                found.Add($"{at}: {(left is null ? "was not there, got " + Shown(right!.Value) : "is lost: " + Shown(left.Value))}");
            }
            else
            {
                Compare(left.Value, right.Value, at, form, explained, found);
            }
        }
    }

    private static void CompareItems(JsonElement expected, JsonElement actual, string path, string shape, IReadOnlyCollection<string> explained, List<string> found)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
        {
            found.Add($"{path}: expected {expected.GetArrayLength()} items, got {actual.GetArrayLength()}");
            return;
        }

        for (var i = 0; i < expected.GetArrayLength(); i++)
        {
            Compare(expected[i], actual[i], $"{path}[{i}]", $"{shape}[]", explained, found);
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 120 } text ? text[..120] + "..." : value.GetRawText();
}
