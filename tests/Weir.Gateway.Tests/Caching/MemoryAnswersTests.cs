using Weir.Gateway.Caching;

namespace Weir.Gateway.Tests.Caching;

public sealed class MemoryAnswersTests
{
    private static readonly long One = Answer(1000).Size;

    private readonly MemoryAnswers _answers = new();

    [Fact]
    public void The_one_that_was_not_asked_for_the_longest_goes_first()
    {
        _answers.Keep("a", Answer(1000), 2 * One);
        _answers.Keep("b", Answer(1000), 2 * One);
        Assert.NotNull(_answers.Find("a"));
        _answers.Keep("c", Answer(1000), 2 * One);

        Assert.NotNull(_answers.Find("a"));
        Assert.Null(_answers.Find("b"));
        Assert.NotNull(_answers.Find("c"));
        Assert.Equal(2 * One, _answers.Bytes);
    }

    [Fact]
    public void The_bound_holds_whatever_comes()
    {
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            _answers.Keep($"k{random.Next(100)}", Answer(random.Next(1, 8000)), 50_000);
            Assert.InRange(_answers.Bytes, 1, 50_000);
        }
    }

    [Fact]
    public void One_that_cannot_fit_is_not_kept_and_takes_no_other_with_it()
    {
        _answers.Keep("a", Answer(1000), 2 * One);
        _answers.Keep("b", Answer(10_000), 2 * One);

        Assert.NotNull(_answers.Find("a"));
        Assert.Null(_answers.Find("b"));
    }

    [Fact]
    public void A_newer_answer_takes_the_place_of_an_older_one()
    {
        _answers.Keep("a", Answer(1000), 10 * One);
        _answers.Keep("a", Answer(10), 10 * One);

        Assert.Equal(10, _answers.Find("a")!.Body.Length);
        Assert.Equal((1, Answer(10).Size), (_answers.Count, _answers.Bytes));
    }

    [Fact]
    public void A_sweep_takes_the_old_ones_and_what_is_too_much()
    {
        _answers.Keep("old", Answer(1000) with { StoredAt = DateTimeOffset.UnixEpoch }, 10 * One);
        _answers.Keep("a", Answer(1000), 10 * One);
        _answers.Keep("b", Answer(1000), 10 * One);

        _answers.Sweep(DateTimeOffset.UnixEpoch, 10 * One);
        Assert.Null(_answers.Find("old"));
        Assert.Equal(2, _answers.Count);

        _answers.Sweep(DateTimeOffset.UnixEpoch, 0);
        Assert.Equal((0, 0), (_answers.Count, _answers.Bytes));
    }

    private static CachedAnswer Answer(int length) => new(DateTimeOffset.UnixEpoch.AddDays(1), "acme/m", "application/json", null, new byte[length]);
}
