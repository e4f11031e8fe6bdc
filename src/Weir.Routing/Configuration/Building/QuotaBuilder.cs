using Weir.Metering.Quotas;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Targets;

namespace Weir.Routing.Configuration.Building;

/// <summary>The <c>quota</c> block of a connection.</summary>
internal sealed class QuotaBuilder(ProblemList problems)
{
    private static readonly string[] Figures = ["remaining", "limit", "used", "used_percent", "remaining_percent"];

    public QuotaSettings Build(ConfigBlock block)
    {
        var standard = QuotaSettings.Default;
        var path = Path(block);
        if (path is null && block.Has("format") && !block.Has("path"))
        {
            problems.Error(block.At("format"), "a format needs a path.", "Add path: /quota, or wherever the server tells it.");
        }

        return new QuotaSettings
        {
            Path = path,
            Format = path is null ? null : block.Block("format") is { } format ? Format(format) : QuotaFormat.Neutral,
            Interval = block.Duration("interval") ?? standard.Interval,
            Enabled = block.Flag("enabled") ?? standard.Enabled,
        };
    }

    private string? Path(ConfigBlock block)
    {
        if (block.Scalar("path") is not { } path)
        {
            return null;
        }

        // It stays on the connection's own host: nothing in it may be read as another one.
        if (path.Text is ['/', not ('/' or '\\'), ..] && !path.Text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '#' or '\\') && !path.Text.Contains("..", StringComparison.Ordinal))
        {
            return path.Text;
        }

        problems.Error(path.Node, $"{path.Shown} is not a path.", "Write it like /quota: it is put behind the base URL.");
        return null;
    }

    private QuotaFormat Format(ConfigBlock block)
    {
        if (block.Text("name") is { } name)
        {
            return QuotaFormat.Named.First(format => format.Name == name);
        }

        foreach (var key in Figures.Append("resets_at").Where(block.Has))
        {
            Check(block, key);
        }

        if (!block.Has("name") && !Figures.Any(block.Has))
        {
            problems.Error(block.Node, "names no figure.", $"Give a pointer to one of {string.Join(", ", Figures)}, or the name of a format: {string.Join(", ", QuotaFormat.Named.Select(static format => format.Name))}.");
        }

        if (block.Has("currency") && block.Has("unit"))
        {
            problems.Error(block.At("unit"), "there is a currency already.", "Keep one of them.");
        }

        var isMoney = block.Has("currency");
        var hasLimit = block.Has("limit") || block.Has("used_percent") || block.Has("remaining_percent");
        return new QuotaFormat("pointers",
        [
            new QuotaMapping
            {
                Name = isMoney ? "cost" : block.Text("unit") is { } unit and not ['/', ..] ? unit : "quota",
                Meaning = !hasLimit && !block.Has("remaining") ? QuotaMeaning.Spend : !hasLimit ? QuotaMeaning.Balance : isMoney ? QuotaMeaning.Budget : QuotaMeaning.Allowance,
                Remaining = block.Text("remaining"),
                Limit = block.Text("limit"),
                Used = block.Text("used"),
                UsedPercent = block.Text("used_percent"),
                RemainingPercent = block.Text("remaining_percent"),
                ResetsAt = block.Text("resets_at"),
                Unit = block.Text("currency") ?? block.Text("unit"),
            },
        ]);
    }

    private void Check(ConfigBlock block, string key)
    {
        if (block.Scalar(key) is { Text: not ['/', ..] } pointer)
        {
            problems.Error(pointer.Node, $"{pointer.Shown} is not a JSON pointer.", "Write it like /data/limit_remaining.");
        }
    }
}
