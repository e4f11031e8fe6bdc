using System.Diagnostics;
using System.Globalization;

namespace Weir.Metering.Tests.Budgets;

public class ProcessKillTests
{
    private static readonly string[] Nodes = ["one", "two"];

    [Fact]
    public async Task Two_processes_on_one_database_killed_between_stay_within_the_budget_and_lose_nothing()
    {
        await using var room = await BookRoom.OpenAsync();
        var processes = Nodes.ToDictionary(node => node, node => Start(room.Folder, node));
        await UntilAsync(() => Nodes.All(node => processes[node].HasExited || BillLength(room.Folder, node) >= 0));
        await File.WriteAllTextAsync(Path.Combine(room.Folder, SpendingProcess.GoFile), "", BookRoom.Token);
        foreach (var node in Nodes)
        {
            await UntilAsync(() => processes[node].HasExited || BillLength(room.Folder, node) > 100);
            Assert.False(processes[node].HasExited, "It was done before it could be killed.");
            processes[node].Kill();
            await processes[node].WaitForExitAsync(BookRoom.Token);
            processes[node].Dispose();
            processes[node] = Start(room.Folder, node);
        }

        foreach (var process in processes.Values)
        {
            await process.WaitForExitAsync(BookRoom.Token);
            Assert.True(process.ExitCode == 0, await process.StandardOutput.ReadToEndAsync(BookRoom.Token));
            process.Dispose();
        }

        foreach (var node in Nodes)
        {
            await room.StartAsync([SpendingProcess.Budget], node);
        }

        var limit = SpendingProcess.Budget.Limit;
        var bill = Nodes.SelectMany(node => File.ReadLines(SpendingProcess.BillOf(room.Folder, node))).Sum(line => long.Parse(line, CultureInfo.InvariantCulture));
        var ledger = await room.LedgerAsync();
        var state = await room.StateAsync(SpendingProcess.Budget);
        var lost = (await room.HoldsAsync()).Sum(hold => hold.Shares.Sum(share => share.Amount));
        Assert.True(bill <= limit, $"The bill is {bill} of {limit}.");
        Assert.True(bill >= limit * 9 / 10, $"Of {limit} only {bill} could be spent.");
        Assert.InRange(state.Spent, bill, limit);
        Assert.Equal(ledger + lost, state.Spent);
        Assert.Equal(0, state.Held);
    }

    private static Process Start(string folder, string node)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(SpendingProcess).Assembly.Location, "-noColor", "-explicit", "only", "-method", $"{typeof(SpendingProcess).FullName}.{nameof(SpendingProcess.Spends)}",
            },
            RedirectStandardOutput = true,
            Environment = { [SpendingProcess.FolderVariable] = folder, [SpendingProcess.NodeVariable] = node },
        };
        return Process.Start(start)!;
    }

    private static long BillLength(string folder, string node) =>
        new FileInfo(SpendingProcess.BillOf(folder, node)) is { Exists: true } bill ? bill.Length : -1;

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, BookRoom.Token);
        }
    }
}
