//! How long an assessment takes: of the vignettes, and of people made up by the thousand.

#[path = "../tests/proof/mod.rs"]
mod proof;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use engine::{Answers, Knowledge, assess, could_raise, next_question, tier_without_floor, what_if};
use std::hint::black_box;

fn assessments(criterion: &mut Criterion) {
    let vignettes: Vec<Answers> = proof::vignette::ALL.iter().map(|it| it.answers.clone()).collect();
    let people: Vec<Answers> = (0..1_000).map(|it| proof::somebody(&mut proof::Dice::new(it))).collect();
    let mut group = criterion.benchmark_group("assess");
    for (name, answers) in [("vignettes", &vignettes), ("made-up people", &people)] {
        group.throughput(Throughput::Elements(answers.len() as u64));
        group.bench_function(name, |it| {
            it.iter(|| answers.iter().for_each(|it| drop(black_box(assess(black_box(it))))))
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("one step");
    group.bench_function("the tier alone", |it| {
        let mut people = people.iter().cycle();
        it.iter_batched(
            || people.next().expect("a cycle"),
            |it| tier_without_floor(Knowledge::shipped(), it),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("the next question", |it| {
        let mut people = vignettes.iter().cycle();
        it.iter_batched(|| people.next().expect("a cycle"), next_question, BatchSize::SmallInput);
    });
    group.bench_function("what would change a result", |it| {
        let mut people = vignettes.iter().cycle();
        it.iter_batched(|| people.next().expect("a cycle"), what_if, BatchSize::SmallInput);
    });
    group.bench_function("what skipped questions could do", |it| {
        let mut people = vignettes.iter().cycle();
        it.iter_batched(|| people.next().expect("a cycle"), could_raise, BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, assessments);
criterion_main!(benches);
